package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.ImportOracle.Counters;
import dev.usher.app.fault.ImportOracle.ExpectedUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One import in a database: a connection of its own with the users that exist before, and what became of it.
 *
 * <p>A trigger notes every write of a user. A row that is applied twice is therefore seen even where the second time
 * changes nothing.
 */
final class ImportWorld {

    private static final String WRITES = """
            CREATE TABLE IF NOT EXISTS fault_writes (connection_id text NOT NULL, user_id text NOT NULL);
            CREATE OR REPLACE FUNCTION fault_note_write() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO fault_writes VALUES (new.connection_id, new.user_id); RETURN NULL; END $$;
            CREATE OR REPLACE TRIGGER fault_writes AFTER INSERT OR UPDATE ON users
                FOR EACH ROW EXECUTE FUNCTION fault_note_write();
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final String connectionId;
    private final String connection;
    private final ImportOracle oracle;

    private ImportWorld(DataSource dataSource, String name, ImportOracle oracle) {
        this.jdbc = JdbcClient.create(dataSource);
        this.template = new JdbcTemplate(dataSource);
        this.connection = name;
        this.connectionId = "con_" + "0".repeat(16 - name.length()) + name;
        this.oracle = oracle;
    }

    /**
     * One at a time, because PostgreSQL does not let two sessions create the same table if it does not exist.
     *
     * @param name letters and digits, at most 16
     */
    static synchronized ImportWorld create(DataSource dataSource, String name, ImportOracle oracle) {
        var world = new ImportWorld(dataSource, name, oracle);
        world.jdbc
                .sql("INSERT INTO connections (id, name, strategy, options) VALUES (:id, :name, 'auth0', '{}')")
                .param("id", world.connectionId)
                .param("name", name)
                .update();
        world.insertExisting();
        world.noteMirrored();
        world.template.execute(WRITES);
        world.jdbc
                .sql("DELETE FROM fault_writes WHERE connection_id = :id")
                .param("id", world.connectionId)
                .update();
        return world;
    }

    private void insertExisting() {
        template.batchUpdate(
                """
                        INSERT INTO users (user_id, connection_id, email, given_name, family_name, name, nickname,
                                           user_metadata, email_is_unique, email_verified, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, split_part(?, '@', 1), jsonb_build_object('n', ?::text), true, ?,
                                '2020-01-01Z', '2020-01-01Z')
                        """,
                oracle.existing().stream()
                        .map(user -> new Object[] {
                            user.userId(),
                            connectionId,
                            user.email(),
                            user.givenName(),
                            user.familyName(),
                            user.email(),
                            user.email(),
                            user.number(),
                            user.verified()
                        })
                        .toList());
    }

    /** What a mirror before is to have left. */
    private void noteMirrored() {
        for (var marked : List.of(oracle.returning(), oracle.blockedBefore())) {
            template.batchUpdate(
                    "UPDATE users SET blocked = true WHERE user_id = ?",
                    marked.stream().map(user -> new Object[] {user.userId()}).toList());
            note(marked, true);
        }
        note(oracle.due(), false);
    }

    private void note(List<ExpectedUser> users, boolean blocked) {
        template.batchUpdate(
                "INSERT INTO mirror_users (connection_id, user_id, blocked, missed_runs, job_id)"
                        + " VALUES (?, ?, ?, 1, 'job_of_the_day_before')",
                users.stream()
                        .map(user -> new Object[] {connectionId, user.userId(), blocked})
                        .toList());
    }

    String connection() {
        return connection;
    }

    ImportOracle oracle() {
        return oracle;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** The import's job, once it was submitted. */
    Optional<String> findJob() {
        return jdbc.sql("SELECT id FROM jobs WHERE connection_id = :id ORDER BY created_at DESC LIMIT 1")
                .param("id", connectionId)
                .query(String.class)
                .optional();
    }

    String job() {
        return findJob().orElseThrow(() -> new AssertionError("no job was submitted"));
    }

    String status() {
        return jobColumn("status");
    }

    String jobColumn(String column) {
        return jdbc.sql("SELECT coalesce(" + column + "::text, '') FROM jobs WHERE id = :job")
                .param("job", job())
                .query(String.class)
                .single();
    }

    boolean hasStagingTable() {
        return jdbc.sql(
                                "SELECT count(*) FROM pg_tables WHERE schemaname = 'usher_staging' AND tablename LIKE :job || '%'")
                        .param("job", job())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** How many rows the job has written into users so far. */
    long writes() {
        return jdbc.sql("SELECT count(*) FROM fault_writes WHERE connection_id = :id")
                .param("id", connectionId)
                .query(Long.class)
                .single();
    }

    /** Everything that a job must not change after it lost its lease, as one text. */
    String traces() {
        return jdbc.sql("""
                        SELECT concat_ws('/', (SELECT count(*) FROM fault_writes), (SELECT count(*) FROM job_errors),
                                   (SELECT sum(next_offset_bytes) FROM import_parts),
                                   (SELECT count(*) FILTER (WHERE merged) || '+' || count(*) FILTER (WHERE resolved)
                                      FROM import_key_ranges),
                                   (SELECT count(*) FILTER (WHERE applied) FROM import_mirror_ranges),
                                   (SELECT count(*) || '+' || sum(missed_runs) FROM mirror_users),
                                   (SELECT string_agg(status || attempts, ',' ORDER BY id) FROM jobs),
                                   (SELECT string_agg(token::text, ',' ORDER BY job_id) FROM job_leases))
                        """).query(String.class).single();
    }

    List<String> users() {
        return jdbc.sql("""
                        SELECT concat_ws('|', email,
                                   CASE WHEN user_id ~ '^auth0\\|[0-9a-f]{24}$' THEN 'generated' ELSE user_id END,
                                   given_name, family_name, name, nickname, email_verified::text, user_metadata,
                                   CASE last_job_id WHEN :job THEN 'this job' ELSE coalesce(last_job_id, 'no job') END,
                                   username, phone_number, picture, password_hash, custom_password_hash, mfa_factors,
                                   app_metadata, phone_verified, blocked::text)
                          FROM users
                         WHERE connection_id = :id
                         ORDER BY email
                        """)
                .param("id", connectionId)
                .param("job", job())
                .query(String.class)
                .list();
    }

    List<String> errors() {
        return jdbc.sql(
                        "SELECT record_number || ' line ' || line_number || ' ' || code || ' ' || coalesce(path, 'null')"
                                + " FROM job_errors WHERE job_id = :job ORDER BY record_number, error_number")
                .param("job", job())
                .query(String.class)
                .list();
    }

    Counters counters() {
        return jdbc.sql("SELECT total, inserted, updated, failed, unchanged FROM jobs WHERE id = :job")
                .param("job", job())
                .query(Counters.class)
                .single();
    }

    /** The job is completed, and everything is as if nothing had happened on the way. */
    void assertAsUndisturbed() {
        assertThat(status()).as("status").isEqualTo("completed");
        assertThat(counters()).as("counters").isEqualTo(oracle.counters());
        assertSame(errors(), oracle.errors(), "errors");
        assertSame(users(), oracle.users(), "users");
        assertThat(writes()).as("rows written").isEqualTo(oracle.writes());
        assertThat(jdbc.sql("SELECT count(*) - count(DISTINCT user_id) FROM fault_writes WHERE connection_id = :id")
                        .param("id", connectionId)
                        .query(Long.class)
                        .single())
                .as("rows written twice")
                .isZero();
        assertThat(hasStagingTable()).as("staging table").isFalse();
        if (oracle.shape().mirror()) {
            assertMirrored();
        }
    }

    private void assertMirrored() {
        assertThat(jdbc.sql("SELECT concat_ws('/', outcome, missing, due, back, gone, unblocked) FROM import_mirrors"
                                + " WHERE job_id = :job")
                        .param("job", job())
                        .query(String.class)
                        .single())
                .isEqualTo("applied/%1$d/%2$d/%3$d/%2$d/%3$d"
                        .formatted(
                                oracle.due().size() + oracle.waiting().size(),
                                oracle.due().size(),
                                oracle.returning().size()));
        // A run that is counted twice would show here as a second run.
        var expected = new ArrayList<String>();
        oracle.due().forEach(user -> expected.add(user.userId() + " blocked 2"));
        oracle.waiting().forEach(user -> expected.add(user.userId() + " waits 1"));
        oracle.blockedBefore().forEach(user -> expected.add(user.userId() + " blocked 1"));
        assertThat(jdbc.sql(
                                "SELECT concat_ws(' ', user_id, CASE WHEN blocked THEN 'blocked' ELSE 'waits' END, missed_runs)"
                                        + " FROM mirror_users WHERE connection_id = :id")
                        .param("id", connectionId)
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(jdbc.sql("SELECT count(*) FROM import_mirror_ranges WHERE job_id = :job")
                        .param("job", job())
                        .query(Long.class)
                        .single())
                .as("ranges that are left")
                .isZero();
    }

    /** Like equality, with a message that fits on a screen. */
    private static void assertSame(List<String> actual, List<String> expected, String what) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).as("%s, element %d", what, i).isEqualTo(expected.get(i));
        }
        assertThat(actual).as("number of " + what).hasSize(expected.size());
    }
}
