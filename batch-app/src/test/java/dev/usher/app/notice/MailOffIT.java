package dev.usher.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that does not know where to send mails. */
class MailOffIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.notices.interval=20ms");

    @Test
    void aMailIsGivenUpAtOnceAndSaysWhy() {
        var world = new NoticeWorld(server.jdbc());
        world.end(world.processingJob("users_import", true), "completed");

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
