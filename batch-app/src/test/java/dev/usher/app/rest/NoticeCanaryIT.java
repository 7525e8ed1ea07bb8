package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.notice.Receiver;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Real jobs of users who can all be recognised: nobody who is told of the jobs hears of the users. */
class NoticeCanaryIT {

    private static final String CANARY = "kanarienvogel";
    private static final Receiver receiver = Receiver.start();
    private static final GreenMail mails = startMails();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.webhooks.allowed=" + receiver.origin(),
            "usher.webhooks.allow-private-addresses=true",
            "usher.notices.interval=20ms",
            "usher.notices.retry-after=50ms",
            "usher.mail.from=usher@example.com",
            "usher.mail.to=ops@example.com",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=" + mails.getSmtp().getPort());

    private static GreenMail startMails() {
        var mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        return mails;
    }

    @AfterAll
    static void stop() {
        receiver.close();
        mails.stop();
    }

    @Test
    void neitherNoticesNorMailsNorLogsNameAUserOrASecret() throws Exception {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        root.addAppender(log);
        var jobs = new UploadedJobs(server);
        receiver.on("/refusing", Receiver.Answer.status(500));
        var calls = new Calls(server);
        var secrets = new ArrayList<String>();
        for (var path : new String[] {"/taking", "/refusing?token=" + CANARY}) {
            var webhook = Calls.json(calls.post("/api/v2/webhooks", "{\"url\":\"" + receiver.origin() + path + "\"}"));
            secrets.add(webhook.path("secret").stringValue().substring("whsec_".length()));
        }
        String completed;
        String failed;
        try {
            completed = jobs.imported("users.ndjson", users(), Map.of());
            failed = jobs.imported("users.ndjson", users(), Map.of("max_errors", "1"));
            receiver.await("/taking", 2);
            receiver.await("/refusing", 4);
            Eventually.await(() -> mails.getReceivedMessages().length == 2);
        } finally {
            root.detachAppender(log);
        }

        var notices = server.jdbc()
                .sql("SELECT coalesce(string_agg(n::text, ' '), '') FROM notices AS n")
                .query(String.class)
                .single();
        var attempts = server.jdbc()
                .sql("SELECT coalesce(string_agg(n::text, ' '), '') FROM notice_attempts AS n")
                .query(String.class)
                .single();
        var told = receiver.calls().toString();
        var mailed = new StringBuilder();
        for (var mail : mails.getReceivedMessages()) {
            mailed.append(GreenMailUtil.getWholeMessage(mail));
        }
        var logged = log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
        for (var text : new String[] {notices, attempts, told, mailed.toString(), logged}) {
            assertThat(text).doesNotContainIgnoringCase(CANARY).doesNotContain("whsec_");
            assertThat(text).doesNotContain(secrets);
        }
        assertThat(told).contains(completed, failed, "\"failed\":1,", "TOO_MANY_ERRORS");
        assertThat(mailed).contains(completed, failed);
        assertThat(jobs.status(completed)).isEqualTo("completed");
    }

    /** Good ones, and one that is rejected with its address. */
    private static String users() {
        return IntStream.range(0, 20)
                        .mapToObj(i -> "{\"email\":\"" + CANARY + i + "@example.com\",\"name\":\"" + CANARY
                                + "\",\"user_metadata\":{\"" + CANARY + "\":\"" + CANARY + "\"}}\n")
                        .collect(Collectors.joining())
                + "{\"email\":\"" + CANARY + " is no address\"}\n";
    }
}
