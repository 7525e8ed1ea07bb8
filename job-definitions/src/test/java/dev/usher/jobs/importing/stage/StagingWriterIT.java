package dev.usher.jobs.importing.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One part of a file, whose rows do not all give the same attributes. */
class StagingWriterIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String JOB = "job_aaaaaaaaaaaaaaaa";

    private final DataSource dataSource = postgres.migratedDatabase().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final StagingTable staging = StagingTable.of(JOB);
    private final AttributeLog log = new AttributeLog(jdbc);
    private final StagingWriter writer =
            new StagingWriter(dataSource, log, JOB, 0, UserAttribute.EMAIL, "rules", 1 << 10);

    @BeforeEach
    void create() {
        jdbc.sql("INSERT INTO jobs (id, type, status, connection_id, connection, request)" + " VALUES ('" + JOB
                        + "', 'users_import', 'processing', 'con', 'acme', '{}')")
                .update();
        staging.create(jdbc);
    }

    @AfterEach
    void drop() {
        staging.drop(jdbc);
        jdbc.sql("DELETE FROM jobs").update();
    }

    @Test
    void storesRowsOfABlockThatGiveMoreAndMoreAttributes() {
        add(1, Map.of(UserAttribute.EMAIL, text("c@x.org")));
        add(2, Map.of(UserAttribute.EMAIL, text("b@x.org"), UserAttribute.GIVEN_NAME, text("Bob")));
        add(3, Map.of(UserAttribute.EMAIL, text("a@x.org"), UserAttribute.BLOCKED, new RowValue.Bool(true, 0)));
        add(4, Map.of(UserAttribute.EMAIL, text("d@x.org")));
        writer.write();

        assertThat(staged())
                .containsExactly("1 c@x.org - - 0", "2 b@x.org Bob - 0", "3 a@x.org - true 0", "4 d@x.org - - 0");
    }

    @Test
    void storesTheNextBlockWithWhatTheOneBeforeHadGiven() {
        add(1, Map.of(UserAttribute.EMAIL, text("a@x.org"), UserAttribute.GIVEN_NAME, text("Ann")));
        writer.write();
        add(2, Map.of(UserAttribute.EMAIL, text("b@x.org")));
        add(3, Map.of(UserAttribute.EMAIL, text("c@x.org"), UserAttribute.BLOCKED, new RowValue.Bool(false, 0)));
        writer.write();

        assertThat(staged()).containsExactly("1 a@x.org Ann - 0", "2 b@x.org - - 0", "3 c@x.org - false 0");
    }

    @Test
    void forgetsRowsOfAllWidthsThatWereNotWritten() {
        add(1, Map.of(UserAttribute.EMAIL, text("a@x.org")));
        add(2, Map.of(UserAttribute.EMAIL, text("b@x.org"), UserAttribute.GIVEN_NAME, text("Bob")));
        writer.clear();
        add(3, Map.of(UserAttribute.EMAIL, text("c@x.org")));
        writer.write();

        assertThat(staged()).containsExactly("3 c@x.org - - 0");
    }

    @Test
    void notesWhatThePartGivesAndUnsets() {
        add(1, Map.of(UserAttribute.EMAIL, text("a@x.org")));
        writer.write();
        assertThat(log.of(JOB)).isEqualTo(new StagedAttributes(Set.of(UserAttribute.EMAIL), Set.of()));

        add(2, Map.of(UserAttribute.EMAIL, text("b@x.org"), UserAttribute.GIVEN_NAME, new RowValue.Null(0)));
        writer.write();

        assertThat(log.of(JOB))
                .isEqualTo(new StagedAttributes(Set.of(UserAttribute.EMAIL), Set.of(UserAttribute.GIVEN_NAME)));
        assertThat(staged())
                .containsExactly("1 a@x.org - - 0", "2 b@x.org - - " + StagingTable.unsetBit(UserAttribute.GIVEN_NAME));
    }

    private void add(long record, Map<UserAttribute, RowValue> values) {
        writer.add(new AcceptedRow(new RowPosition(record, record, record * 10, 9), values, List.of()), 1);
    }

    private static RowValue text(String value) {
        return new RowValue.Text(value, 0);
    }

    private List<String> staged() {
        return jdbc.sql("SELECT concat_ws(' ', record, email, coalesce(given_name, '-'), coalesce(blocked::text, '-'),"
                        + " unset) FROM " + staging.name() + " ORDER BY record")
                .query(String.class)
                .list();
    }
}
