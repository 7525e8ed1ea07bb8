package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ApplicationHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that freezes while it notes something of a job keeps nobody else from that job; one in a chunk may think. */
class NoteTransactionsIT {

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    @TempDir
    Path folder;

    @Test
    void whatIsNotedOfJobsMayNotBeIdleForLong() throws IOException {
        execute("CREATE TABLE seen (what text, idle text)");
        execute("CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen VALUES"
                + " (TG_ARGV[0], current_setting('idle_in_transaction_session_timeout')); RETURN NULL; END $$");
        watch("submitted", "INSERT ON jobs");
        watch("claimed or ended", "UPDATE OF status ON jobs");
        watch("noted by Spring Batch", "INSERT OR UPDATE ON batch_job_execution");
        watch("written", "INSERT ON users");

        var launch = application.bean(JobLaunchService.class);
        var request = new JobRequest.OfImport(application.request(
                Files.writeString(folder.resolve("users.ndjson"), "{\"email\":\"ann@example.com\"}\n")));
        launch.submit(request, new Submission(Optional.empty(), Optional.empty(), false, Optional.empty()));
        launch.run(launch.submitHere(request));

        assertThat(application
                        .jdbc()
                        .sql("SELECT DISTINCT what || ': ' || idle FROM seen ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("claimed or ended: 10s", "noted by Spring Batch: 10s", "submitted: 10s", "written: 0");
    }

    private static void watch(String what, String event) {
        execute("CREATE TRIGGER \"see " + what + "\" AFTER " + event + " FOR EACH ROW EXECUTE FUNCTION see('" + what
                + "')");
    }

    private static void execute(String sql) {
        application.jdbc().sql(sql).update();
    }
}
