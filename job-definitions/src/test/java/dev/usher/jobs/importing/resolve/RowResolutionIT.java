package dev.usher.jobs.importing.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.importing.stage.StagedAttributes;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.user.UserAttribute;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class RowResolutionIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String JOB = "job_aaaaaaaaaaaaaaaa";
    private static final String KNOWN = "con_000000000000000A";
    private static final String NEW = "con_000000000000000B";

    private static final String ADD_USERS = """
            INSERT INTO users (user_id, connection_id, email, created_at, updated_at, email_is_unique)
            SELECT 'auth0|' || :prefix || n, :connection, :prefix || n, now(), now(), true
              FROM generate_series(10001, 15000) AS n
            """;

    /** By this session, which has not yet reported them. */
    private static final String USERS_READ = """
            SELECT pg_stat_get_xact_tuples_returned('users'::regclass)
                   + pg_stat_get_xact_tuples_returned('users_email_key'::regclass)
            """;

    /** Statistics know of a connection only once the server has had a while: here they say that it has hardly any users. */
    @Test
    void readsTheUsersOfARangeOnlyOfAConnectionThatTheServerDoesNotKnowYet() {
        var database = postgres.migratedDatabase();
        var session =
                new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
        try {
            var jdbc = JdbcClient.create(database.dataSource());
            addUsers(jdbc, KNOWN, "a");
            jdbc.sql("ANALYZE users").update();
            addUsers(jdbc, NEW, "b");
            var staging = stage(jdbc);

            var resolution = resolution(JdbcClient.create(session), staging);

            assertThat(resolution.rejectConflicts(new KeyRange(0, "b11000", "b11500")))
                    .isEqualTo(500);
            assertThat(JdbcClient.create(session)
                            .sql(USERS_READ)
                            .query(Long.class)
                            .single())
                    .isLessThan(1_500);
        } finally {
            session.destroy();
        }
    }

    private static void addUsers(JdbcClient jdbc, String connection, String prefix) {
        jdbc.sql(ADD_USERS)
                .param("connection", connection)
                .param("prefix", prefix)
                .update();
    }

    /** The users of the new connection once more. */
    private static StagingTable stage(JdbcClient jdbc) {
        var staging = StagingTable.of(JOB);
        staging.create(jdbc);
        jdbc.sql("INSERT INTO " + staging.name() + " (record, line, column_number, byte_offset, length, unset, email)"
                        + " SELECT n, n, 1, n, 1, 0, 'b' || n FROM generate_series(10001, 15000) AS n")
                .update();
        staging.createKeyIndex(jdbc, UserAttribute.EMAIL);
        return staging;
    }

    private static RowResolution resolution(JdbcClient jdbc, StagingTable staging) {
        var connection = new Connection(NEW, "acme", Strategy.of("auth0"), ConnectionOptions.DEFAULTS);
        var rules = new UpsertRules(NEW, connection.rules(), false, MetadataMode.REPLACE, Set.of());
        return new RowResolution(
                jdbc, JOB, staging, rules, new StagedAttributes(Set.of(UserAttribute.EMAIL), Set.of()));
    }
}
