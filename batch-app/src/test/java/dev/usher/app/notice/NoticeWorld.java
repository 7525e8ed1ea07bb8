package dev.usher.app.notice;

import dev.usher.app.Eventually;
import java.sql.Types;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs that end because a test says so, and what is written down of their notices. */
public final class NoticeWorld {

    private static final AtomicInteger JOBS = new AtomicInteger();

    private static final String INSERT = """
            INSERT INTO jobs (id, type, status, connection, connection_id, request, external_id, started_at,
                              send_completion_email, store)
            VALUES (:id, :type, 'processing', 'acme', 'con_0000000000000001', '{"input": {"name": "users"}}', 'nightly-17',
                    now(), :mail, 'elsewhere')
            """;

    private final JdbcClient jdbc;

    public NoticeWorld(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a job that nobody runs. */
    public String processingJob(String type, boolean mail) {
        var id = String.format("job_told%012d", JOBS.incrementAndGet());
        jdbc.sql(INSERT).param("id", id).param("type", type).param("mail", mail).update();
        return id;
    }

    /** What an import found about who is missing: 12 of 100, of whom 10 are due and 9 gone. */
    public void mirror(String job, String action, String outcome, @Nullable String reason) {
        jdbc.sql(
                        "INSERT INTO import_mirrors (job_id, action, outcome, reason, users, missing, due, back, gone, unblocked)"
                                + " VALUES (:job, :action, :outcome, :reason, 100, 12, 10, 3, 9, 1)")
                .param("job", job)
                .param("action", action)
                .param("outcome", outcome)
                .param("reason", reason, Types.VARCHAR)
                .update();
    }

    public void end(String job, String status) {
        jdbc.sql("UPDATE jobs SET status = :status, finished_at = now() WHERE id = :id")
                .param("id", job)
                .param("status", status)
                .update();
    }

    public String completedJob() {
        var job = processingJob("users_import", false);
        end(job, "completed");
        return job;
    }

    static WebhookDraft draft(String url) {
        return draft(url, EnumSet.allOf(WebhookEvent.class));
    }

    static WebhookDraft draft(String url, Set<WebhookEvent> events) {
        return new WebhookDraft(url, events, Optional.empty());
    }

    public List<String> bodies(String job) {
        return jdbc.sql("SELECT body FROM notices WHERE job_id = :job ORDER BY created_at, id")
                .param("job", job)
                .query(String.class)
                .list();
    }

    public void awaitState(String webhookId, NoticeState state) {
        Eventually.await(() -> jdbc.sql("SELECT count(*) FROM notices WHERE webhook_id = :id AND state <> :state")
                        .param("id", webhookId)
                        .param("state", state.literal())
                        .query(Integer.class)
                        .single()
                == 0);
    }
}
