package dev.usher.jobs.importing.merge;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.testkit.FinishedImport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A merge while somebody else writes the same users: who waits for whom is arranged, so that each race is certain. */
class UserMergeIT {

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness();

    private static final String INSERT_BOB = """
            INSERT INTO users (user_id, connection_id, email, name, given_name, password_hash, created_at, updated_at,
                               email_is_unique, last_job_id)
            VALUES ('auth0|other', :connection, 'bob@x.org', 'Other', 'Other', :hash, now(), now(), true, 'other')
            """;

    private static final String MD5 =
            "{'algorithm':'md5','hash':{'value':'67a1e09bb1f83f5007dc119c14d663aa','encoding':'hex'}}";

    private static final String OTHER_MD5 =
            "{'algorithm':'md5','hash':{'value':'5f4dcc3b5aa765d61d8327deb882cf99','encoding':'hex'}}";

    @Test
    void updatesAUserThatAppearsWhileAnUpdateWaits() {
        var connection = withAnn();

        var job = whileAnnIsLocked(
                connection,
                () -> insertBob(connection, null),
                "{'email':'ann@x.org','given_name':'Ours'}",
                "{'email':'bob@x.org','given_name':'Ours'}");

        assertThat(job.counts()).isEqualTo("0 inserted, 2 updated (0 unchanged), 0 failed");
        assertThat(imports.user("email", "bob@x.org")).contains(entry("given_name", "Ours"), entry("name", "Other"));
    }

    @Test
    void refusesASecondHashForAUserThatAppearsWhileAnUpdateWaits() {
        var connection = withAnn();

        var job = whileAnnIsLocked(
                connection,
                () -> insertBob(connection, "$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K"),
                "{'email':'ann@x.org','given_name':'Ours'}",
                "{'email':'bob@x.org','custom_password_hash':" + MD5 + "}");

        assertThat(job.errorCodes()).containsExactly("2 CONFLICT custom_password_hash");
        assertThat(job.counts()).isEqualTo("0 inserted, 1 updated (0 unchanged), 1 failed");
        assertThat(imports.user("email", "bob@x.org")).doesNotContainKey("custom_password_hash");
    }

    @Test
    void rejectsAUserThatAppearsWhileAPlainInsertWaits() {
        var connection = imports.connection("auth0");

        var job = during(
                () -> insertBob(connection, null),
                connection,
                false,
                "{'email':'ann@x.org'}",
                "{'email':'bob@x.org','given_name':'Ours'}");

        assertThat(job.errorCodes()).containsExactly("2 DUPLICATED_USER email");
        assertThat(job.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 1 failed");
    }

    @Test
    void updatesWhatAnotherWriterMadeOfAUser() {
        var connection = withAnn();

        var job = during(
                () -> imports.jdbc()
                        .sql("UPDATE users SET family_name = 'Theirs', given_name = 'Theirs' WHERE email = 'ann@x.org'")
                        .update(),
                connection,
                true,
                "{'email':'ann@x.org','given_name':'Ours'}");

        assertThat(job.counts()).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
        assertThat(imports.user("email", "ann@x.org"))
                .contains(entry("given_name", "Ours"), entry("family_name", "Theirs"));
    }

    @Test
    void insertsAUserThatAnotherWriterDeletes() {
        var connection = withAnn();

        var job = during(
                () -> imports.jdbc()
                        .sql("DELETE FROM users WHERE email = 'ann@x.org'")
                        .update(),
                connection,
                true,
                "{'email':'ann@x.org','given_name':'Ours'}");

        assertThat(job.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 0 failed");
        assertThat(imports.user("email", "ann@x.org")).contains(entry("given_name", "Ours"));
    }

    @Test
    void refusesTheHashOfAUserThatLogsInWhileAnUpdateWaits() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'ann@x.org','custom_password_hash':" + MD5 + "}");

        var job = during(
                () -> imports.jdbc()
                        .sql("UPDATE users SET password_is_own = true WHERE email = 'ann@x.org'")
                        .update(),
                connection,
                true,
                "{'email':'ann@x.org','custom_password_hash':" + OTHER_MD5 + "}");

        assertThat(job.errorCodes()).containsExactly("1 CONFLICT custom_password_hash");
        assertThat(job.counts()).isEqualTo("0 inserted, 0 updated (0 unchanged), 1 failed");
    }

    private static Connection withAnn() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'ann@x.org'}");
        return connection;
    }

    private static void insertBob(Connection connection, @org.jspecify.annotations.Nullable String hash) {
        imports.jdbc()
                .sql(INSERT_BOB)
                .param("connection", connection.id())
                .param("hash", hash)
                .update();
    }

    private static FinishedImport whileAnnIsLocked(Connection connection, Runnable otherWork, String... rows) {
        return during(
                () -> {
                    imports.jdbc()
                            .sql("UPDATE users SET blocked = true WHERE email = 'ann@x.org'")
                            .update();
                    otherWork.run();
                },
                connection,
                true,
                rows);
    }

    /** Commits the work of somebody else when the import waits for it. */
    private static FinishedImport during(Runnable otherWork, Connection connection, boolean upsert, String... rows) {
        var transaction = new TransactionTemplate(imports.bean(PlatformTransactionManager.class));
        var job = transaction.execute(status -> {
            otherWork.run();
            var started = CompletableFuture.supplyAsync(
                    () -> imports.into(connection).upsert(upsert).rows(rows), task -> new Thread(task).start());
            awaitWaiter(started);
            return started;
        });
        return job.orTimeout(30, SECONDS).join();
    }

    private static void awaitWaiter(CompletableFuture<?> job) {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        int waiting = 0;
        while (waiting == 0 && !job.isDone() && System.nanoTime() < deadline) {
            waiting = imports.jdbc()
                    .sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND wait_event_type = 'Lock'")
                    .query(Integer.class)
                    .single();
        }
        assertThat(waiting).isPositive();
    }
}
