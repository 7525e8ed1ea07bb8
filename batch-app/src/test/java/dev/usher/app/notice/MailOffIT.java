package dev.usher.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that does not know where to send mails. */
class MailOffIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.notices.interval=20ms");

    private final NoticeWorld world = new NoticeWorld(server.jdbc());

    @AfterEach
    void forget() {
        server.jdbc().sql("TRUNCATE jobs, webhooks, notices CASCADE").update();
    }

    /** While settings are rolled out, another server may have them already. */
    @Test
    void aMailIsLeftToAnotherServerAtFirst() {
        world.end(world.processingJob("users_import", true), "completed");

        // Whoever takes one that is due later has had the choice of the mail.
        server.jdbc()
                .sql(
                        "INSERT INTO notices (kind, webhook_id, event, body) VALUES ('webhook', 'whk_0', 'webhook.test', '')")
                .update();
        Eventually.await(() -> count("state <> 'waiting'") == 1);

        assertThat(count("kind = 'mail' AND state = 'waiting' AND attempts = 0"))
                .isEqualTo(1);
    }

    private static int count(String condition) {
        return server.jdbc()
                .sql("SELECT count(*) FROM notices WHERE " + condition)
                .query(Integer.class)
                .single();
    }

    @Test
    void aMailThatNobodySendsForAnHourIsGivenUpAndSaysWhy() {
        world.end(world.processingJob("users_import", true), "completed");
        server.jdbc()
                .sql("UPDATE notices SET next_attempt_at = now() - interval '61 minutes'")
                .update();

        Eventually.await(() -> server.jdbc()
                .sql("SELECT coalesce(reason, '') FROM notices")
                .query(String.class)
                .single()
                .equals("mail_not_configured"));
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM notice_attempts")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
