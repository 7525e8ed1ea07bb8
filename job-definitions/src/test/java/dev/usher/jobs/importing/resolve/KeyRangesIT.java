package dev.usher.jobs.importing.resolve;

import static dev.usher.jobs.importing.resolve.KeyRanges.Stage.MERGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.testkit.PostgresExtension;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Six ranges in two groups: 0–2 and 3–5. */
class KeyRangesIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String JOB = "job_aaaaaaaaaaaaaaaa";

    private final DataSource dataSource = postgres.migratedDatabase().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final KeyRanges ranges = new KeyRanges(jdbc);

    @BeforeEach
    void cut() {
        jdbc.sql("INSERT INTO jobs (id, type, status, connection_id, connection, request)"
                        + " VALUES (:job, 'users_import', 'processing', 'con_aaaaaaaaaaaaaaaa', 'acme', '{}')")
                .param("job", JOB)
                .update();
        jdbc.sql("INSERT INTO import_key_ranges (job_id, range_number, group_number)"
                        + " SELECT :job, n, n / 3 FROM generate_series(0, 5) AS n")
                .param("job", JOB)
                .update();
    }

    @AfterEach
    void empty() {
        jdbc.sql("TRUNCATE jobs CASCADE").update();
    }

    @Test
    void handsOutAGroupFromItsBeginningAndThenTheOthersFromTheirEnd() {
        assertThat(claimAll(1)).containsExactly(3, 4, 5, 2, 1, 0);
    }

    @Test
    void handsOutNoRangeThatAnotherWorkerHas() {
        inTransaction(() -> {
            var mine = claim(0);
            inTransaction(() -> assertThat(claim(0)).isEqualTo(mine + 1));
        });
    }

    @Test
    void needsEveryWorkerAsLongAsARangeIsLeft() {
        for (int n = 0; n < 5; n++) {
            ranges.reached(JOB, new KeyRange(n, null, null), MERGED, new RangeCounts(0, 0, 0, 0));
        }
        assertThat(ranges.openGroups(JOB, MERGED)).containsExactly(0, 1);

        ranges.reached(JOB, new KeyRange(5, null, null), MERGED, new RangeCounts(0, 0, 0, 0));
        assertThat(ranges.openGroups(JOB, MERGED)).isEmpty();
    }

    private List<Integer> claimAll(int group) {
        var order = new ArrayList<Integer>();
        for (int n = 0; n < 6; n++) {
            inTransaction(() -> {
                var range = ranges.claim(JOB, group, MERGED).orElseThrow();
                ranges.reached(JOB, range, MERGED, new RangeCounts(0, 0, 0, 0));
                order.add(range.number());
            });
        }
        assertThat(ranges.claim(JOB, group, MERGED)).isEmpty();
        return order;
    }

    private int claim(int group) {
        return ranges.claim(JOB, group, MERGED).orElseThrow().number();
    }

    /** In a session of its own. */
    private void inTransaction(Runnable work) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(status -> work.run());
    }
}
