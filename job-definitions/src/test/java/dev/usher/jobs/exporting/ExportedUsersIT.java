package dev.usher.jobs.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.AnExport;
import dev.usher.jobs.testkit.FinishedExport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who belongs to an export, with seven users a chunk. */
class ExportedUsersIT {

    private static final int USERS = 40;

    @RegisterExtension
    static final ImportJobHarness jobs = new ImportJobHarness("usher.export.chunk-users=7");

    private final ExportWorld world = new ExportWorld(jobs);

    @Test
    void takesTheUsersOfOneConnectionOnly() {
        var connection = jobs.connection("auth0");
        world.insertUsers(connection, "b", USERS);
        world.insertUsers(jobs.connection("auth0"), "a", USERS);

        assertThat(world.ids(jobs.export().of(connection)))
                .hasSize(USERS)
                .startsWith("auth0|b000")
                .endsWith("auth0|b039");
        assertThat(world.ids(jobs.export()))
                .hasSize(2 * USERS)
                .startsWith("auth0|a000")
                .endsWith("auth0|b039");
    }

    @Test
    void takesTheFirstUsersByTheirIds() {
        var connection = jobs.connection("auth0");
        world.insertUsers(jobs.connection("auth0"), "a", 3);
        world.insertUsers(connection, "b", USERS);

        assertThat(world.ids(jobs.export().of(connection).limit(10)))
                .hasSize(10)
                .startsWith("auth0|b000")
                .endsWith("auth0|b009");
        assertThat(world.ids(jobs.export().limit(1_000))).hasSize(USERS + 3);
    }

    @Test
    void takesOnlyUsersThatWereChangedSince() {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        world.execute(
                "UPDATE users SET updated_at = '2026-05-05T05:05:05Z' WHERE user_id IN ('auth0|b007', 'auth0|b030')");

        assertThat(world.ids(jobs.export().updatedSince(Instant.parse("2026-05-05T05:05:05Z"))))
                .containsExactly("auth0|b007", "auth0|b030");
    }

    @Test
    void takesOnlyUsersThatAQueryFinds() {
        var connection = jobs.connection("auth0");
        world.insertUsers(connection, "b", USERS);
        world.insertUsers(jobs.connection("auth0"), "a", 3);
        world.execute("UPDATE users SET app_metadata = '{\"plan\": \"gold\"}' WHERE user_id ~ 'b0[12]'");

        assertThat(world.ids(jobs.export().found("app_metadata.plan:gold AND NOT name:\"Name 15\"")))
                .hasSize(19)
                .startsWith("auth0|b010")
                .endsWith("auth0|b029")
                .doesNotContain("auth0|b015");
        assertThat(world.ids(jobs.export()
                        .of(connection)
                        .found("app_metadata.plan:gold OR user_id:*b002")
                        .limit(4)))
                .containsExactly("auth0|b002", "auth0|b010", "auth0|b011", "auth0|b012");
        assertThat(world.ids(jobs.export().found("identities.connection:" + connection.name())))
                .hasSize(USERS);
    }

    /** A user that is younger than all others does not belong to an export that began before, whatever the id. */
    @Test
    void leavesOutUsersThatAppearLater() {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var begun = begin(jobs.export());
        world.execute("INSERT INTO users (user_id, connection_id, email_is_unique, created_at, updated_at)"
                + " SELECT user_id || 'x', connection_id, true, now(), now() FROM users LIMIT 5");
        world.execute("DELETE FROM users WHERE user_id = 'auth0|b020'");

        assertThat(goOn(begun)).hasSize(USERS - 1).doesNotContain("auth0|b020").noneMatch(id -> id.endsWith("x"));
    }

    /** Neither who is changed later nor who appears later among the first takes part, nor makes them more. */
    @Test
    void takesThoseThatItChoseWhenItBegan() {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        world.execute(
                "UPDATE users SET updated_at = '2026-05-05T05:05:05Z' WHERE right(user_id, 1) IN ('0', '2', '4', '6', '8')");
        var since = Instant.parse("2026-05-05T05:05:05Z");
        var limited = begin(jobs.export().limit(10));
        var changed = begin(jobs.export().updatedSince(since));
        var both = begin(jobs.export().updatedSince(since).limit(10));
        world.execute("UPDATE users SET updated_at = now() WHERE user_id = 'auth0|b001'");
        world.execute("UPDATE users SET updated_at = '2020-01-01Z' WHERE user_id = 'auth0|b002'");
        world.execute(
                "INSERT INTO users (user_id, connection_id, email_is_unique, created_at, updated_at)"
                        + " SELECT user_id || 'x', connection_id, true, created_at, updated_at FROM users WHERE user_id < 'auth0|b005'");

        assertThat(goOn(limited)).isEqualTo(numbered(0, 10, 1));
        assertThat(goOn(changed)).isEqualTo(numbered(0, USERS, 2));
        assertThat(goOn(both)).isEqualTo(numbered(0, 20, 2));
    }

    /** An export that has chosen its users and has read none of them. */
    private record Begun(AnExport export, FinishedExport job) {}

    private Begun begin(AnExport export) {
        var job = export.to(Path.of("/missing/folder/users")).fields("user_id").run();
        assertThat(job.code()).isEqualTo("TARGET_UNWRITABLE");
        world.execute("UPDATE export_chunks SET segment = NULL, rows = NULL");
        return new Begun(export, job);
    }

    private List<String> goOn(Begun begun) {
        world.retarget(
                begun.job().jobId(), begun.export().to(jobs.file("users")).target());
        assertThat(begun.export().restart(begun.job()).completed()).isTrue();
        return world.idsIn(begun.export());
    }

    private static List<String> numbered(int from, int to, int step) {
        return IntStream.iterate(from, i -> i < to, i -> i + step)
                .mapToObj("auth0|b%03d"::formatted)
                .toList();
    }
}
