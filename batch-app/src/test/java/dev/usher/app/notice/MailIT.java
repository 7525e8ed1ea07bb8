package dev.usher.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mails to a real mail server. */
class MailIT {

    /** Each mail has so many, and arrives so often. */
    private static final int RECIPIENTS = 2;

    private static final int PORT = freePort();
    private static final GreenMail mails = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.mail.from=Usher <usher@example.com>",
            "usher.mail.to=ops@example.com,hr@example.com",
            "usher.mail.job-link=https://usher.example.com/jobs/{id}?a=1&b=2",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=" + PORT,
            "usher.notices.interval=20ms",
            "usher.notices.retry-after=50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms");

    private final NoticeWorld world = new NoticeWorld(server.jdbc());

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        mails.start();
    }

    /** It forgets what it has had. */
    @AfterEach
    void stop() {
        server.jdbc().sql("DELETE FROM notices").update();
        mails.stop();
    }

    /** Those of one notice. */
    private static List<MimeMessage> await() {
        Eventually.await(() -> mails.getReceivedMessages().length >= RECIPIENTS);
        return List.of(mails.getReceivedMessages());
    }

    @Test
    void tellsInTextAndInHtmlWhatBecameOfTheJob() throws Exception {
        var job = world.processingJob("users_import", true);
        server.jdbc()
                .sql("UPDATE jobs SET total = 12345, inserted = 12000, updated = 300, failed = 45 WHERE id = :id")
                .param("id", job)
                .update();
        world.end(job, "completed");

        var message = await().get(0);
        var texts = texts(message);

        assertThat(message.getSubject()).isEqualTo("Import into acme completed");
        assertThat(message.getFrom()).extracting(Object::toString).containsExactly("Usher <usher@example.com>");
        assertThat(message.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("ops@example.com", "hr@example.com");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getMessageID()).isEqualTo("<" + id(job) + "@usher>");
        assertThat(texts).hasSize(2);
        assertThat(texts.get(0))
                .contains("Import into acme completed.")
                .containsPattern("Users +12,345")
                .containsPattern("Inserted +12,000")
                .containsPattern("Rejected +45")
                .contains("External id  nightly-17", job, "https://usher.example.com/jobs/" + job + "?a=1&b=2");
        assertThat(texts.get(1))
                .contains("<td>12,345</td>", "<td>" + job + "</td>")
                .contains("href=\"https://usher.example.com/jobs/" + job + "?a=1&amp;b=2\"");
    }

    private static String id(String job) {
        return server.jdbc()
                .sql("SELECT id FROM notices WHERE job_id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    private static List<String> texts(MimeMessage message) throws MessagingException, IOException {
        var texts = new ArrayList<String>();
        collect((Multipart) message.getContent(), texts);
        return texts;
    }

    private static void collect(Multipart parts, List<String> texts) throws MessagingException, IOException {
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.getContent() instanceof Multipart nested) {
                collect(nested, texts);
            } else {
                texts.add(part.getContent().toString());
            }
        }
    }

    @Test
    void whatAClientCallsItsJobIsNoHtml() throws Exception {
        var job = world.processingJob("users_export", true);
        server.jdbc()
                .sql("UPDATE jobs SET external_id = '<script>alert(1)</script>' WHERE id = :id")
                .param("id", job)
                .update();
        world.end(job, "failed");

        var texts = texts(await().get(0));

        assertThat(texts.get(1)).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void aJobThatNobodyWantsAMailOfHasNone() {
        world.end(world.processingJob("users_import", false), "completed");
        var wanted = world.processingJob("users_import", true);
        world.end(wanted, "completed");

        assertThat(await()).hasSize(RECIPIENTS);
        assertThat(server.jdbc()
                        .sql("SELECT job_id FROM notices")
                        .query(String.class)
                        .list())
                .containsExactly(wanted);
    }

    @Test
    void aMailWaitsForItsServer() {
        mails.stop();
        var job = world.processingJob("users_import", true);
        world.end(job, "completed");
        Eventually.await(() -> attempts(job) >= 2);

        mails.start();

        assertThat(await()).hasSize(RECIPIENTS);
        Eventually.await(() -> state(job).equals("delivered"));
    }

    private static int attempts(String job) {
        return server.jdbc()
                .sql("SELECT count(*) FROM notice_attempts JOIN notices ON id = notice_id"
                        + " WHERE job_id = :job AND failure = 'mail_server'")
                .param("job", job)
                .query(Integer.class)
                .single();
    }

    private static String state(String job) {
        return server.jdbc()
                .sql("SELECT state FROM notices WHERE job_id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }
}
