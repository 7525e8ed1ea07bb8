package dev.usher.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.testkit.PostgresExtension;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CopyOutIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private final DataSource dataSource = postgres.database().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    private final CopyOut copy = new CopyOut(dataSource);

    @Test
    void readsEveryRowWithItsBytes() {
        var sum = new AtomicLong();

        long rows = copy.read(
                "SELECT i, CASE WHEN i % 2 = 0 THEN repeat('ä', i) END FROM generate_series(1, 1000) AS i ORDER BY i",
                2, row -> {
                    int number = ByteBuffer.wrap(row.bytes()).getInt(row.offset(0));
                    sum.addAndGet(number);
                    assertThat(row.length(1)).isEqualTo(number % 2 == 0 ? 2 * number : -1);
                    if (number == 2) {
                        assertThat(new String(row.bytes(), row.offset(1), 4, StandardCharsets.UTF_8))
                                .isEqualTo("ää");
                    }
                });

        assertThat(rows).isEqualTo(1000);
        assertThat(sum.get()).isEqualTo(500_500);
        assertThat(copy.read("SELECT 1 WHERE false", 1, row -> {})).isZero();
        assertThat(copy.read("SELECT FROM generate_series(1, 3)", 0, row -> {})).isEqualTo(3);
    }

    @Test
    void belongsToTheTransactionAndLeavesItUsable() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("CREATE TEMPORARY TABLE mine ON COMMIT DROP AS SELECT 1 AS n")
                    .update();
            assertThat(copy.read("SELECT n FROM mine", 1, row -> {})).isEqualTo(1);
            assertThat(jdbc.sql("SELECT n FROM mine").query(Integer.class).single())
                    .isEqualTo(1);
        });
    }

    @Test
    void aConsumerThatFailsEndsIt() {
        assertThatThrownBy(() -> copy.read("SELECT generate_series(1, 1000000)", 1, row -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(copy.read("SELECT 1", 1, row -> {})).isEqualTo(1);
    }

    /** More than all buffers on the way hold, so that the server is still sending when the consumer gives up. */
    @Test
    void leavesTheConnectionUsableIfItIsBrokenOffInItsMidst() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var held = new SingleConnectionDataSource(connection, true);
            var inTransaction = new TransactionTemplate(new JdbcTransactionManager(held));
            var one = new CopyOut(held);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> inTransaction.executeWithoutResult(status -> one.read(
                                "SELECT repeat('x', 100000) FROM generate_series(1, 1000)", 1, failsAtRow(50))))
                        .isExactlyInstanceOf(CancellationException.class)
                        .hasMessage("enough");
                assertThat(one.read("SELECT 1", 1, row -> {})).isEqualTo(1);
                assertThat(JdbcClient.create(held)
                                .sql("SELECT 7")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(7);
            }
        }
    }

    @Test
    void givesUpAConnectionThatDoesNotComeToItsEnd() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var one = new CopyOut(new SingleConnectionDataSource(connection, true));
            assertThatThrownBy(() -> one.read(
                            "SELECT repeat('x', 100000), pg_backend_pid() FROM generate_series(1, 1000)", 2, row -> {
                                terminate(ByteBuffer.wrap(row.bytes()).getInt(row.offset(1)));
                                throw new CancellationException("enough");
                            }))
                    .isExactlyInstanceOf(CancellationException.class);

            assertThat(connection.isClosed()).isTrue();
        }
    }

    private void terminate(int session) {
        jdbc.sql("SELECT pg_terminate_backend(:session, 10000)")
                .param("session", session)
                .query(Boolean.class)
                .single();
    }

    private static Consumer<BinaryRow> failsAtRow(int number) {
        var rows = new AtomicLong();
        return row -> {
            if (rows.incrementAndGet() == number) {
                throw new CancellationException("enough");
            }
        };
    }

    @Test
    void aFailureOfTheServerIsADataAccessException() {
        assertThatThrownBy(() -> copy.read("SELECT 1 / (3 - i) FROM generate_series(1, 5) AS i", 1, row -> {}))
                .isInstanceOf(DataAccessException.class);
    }
}
