package dev.usher.app.fault;

import static dev.usher.app.fault.FaultRun.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.notice.NoticeWorld;
import dev.usher.app.notice.Receiver;
import dev.usher.app.notice.Receiver.Answer;
import dev.usher.app.notice.Receiver.Call;
import dev.usher.jobs.testkit.PostgresExtension;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers that share the notices of a database, and one that dies between sending one and noting it. */
class NoticesIT {

    private static final int NOTICES = 200;
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    static Path folder;

    private final JdbcClient jdbc =
            JdbcClient.create(postgres.migratedDatabase().dataSource());
    private final NoticeWorld world = new NoticeWorld(jdbc);
    private final Receiver receiver = Receiver.start();
    private final Map<String, String> settings = Map.of(
            "USHER_WEBHOOKS_ALLOWED", receiver.origin(),
            "USHER_WEBHOOKS_ALLOW_PRIVATE_ADDRESSES", "true",
            "USHER_NOTICES_INTERVAL", "50ms");

    @AfterEach
    void empty() {
        receiver.close();
        jdbc.sql("TRUNCATE jobs, webhooks, notices, nodes CASCADE").update();
    }

    private void createWebhook(String path) {
        jdbc.sql("INSERT INTO webhooks (id, url, events, secret)"
                        + " VALUES ('whk_0000000000000001', :url, '{job.completed}', :secret)")
                .param("url", receiver.origin() + path)
                .param("secret", SECRET)
                .update();
    }

    @Test
    void ofTwoServersOneSendsEachNotice() {
        createWebhook("/shared");
        try (var nodes = new Nodes(postgres.migratedDatabase(), folder.resolve("shared"))) {
            nodes.start("a", settings);
            nodes.start("b", settings);
            for (int i = 0; i < NOTICES; i++) {
                world.completedJob();
            }

            eventually(() -> count("state = 'delivered'") == NOTICES);
        }

        assertThat(receiver.calls()).hasSize(NOTICES).extracting(Call::id).doesNotHaveDuplicates();
        assertThat(receiver.calls()).allMatch(call -> call.isSignedWith(SECRET));
    }

    @Test
    void whatAKilledServerHadSentIsSentAgainUnderTheSameId() {
        createWebhook("/killing");
        var first = new AtomicReference<Nodes.Node>();
        receiver.on("/killing", (exchange, number) -> {
            if (number == 1) {
                first.get().process().kill();
            }
            Answer.status(204).to(exchange, number);
        });
        try (var nodes = new Nodes(postgres.migratedDatabase(), folder.resolve("killing"))) {
            first.set(nodes.start("a", settings));
            var job = world.completedJob();
            receiver.await("/killing", 1);
            eventually(() -> !first.get().process().isAlive());
            assertThat(count("state = 'waiting' AND attempts = 1 AND next_attempt_at > now()"))
                    .isEqualTo(1);
            assertThat(nodes.column(job, "status")).isEqualTo("completed");

            // Nobody waits here until the time of the lost attempt is over.
            jdbc.sql("UPDATE notices SET next_attempt_at = now()").update();
            nodes.start("b", settings);
            eventually(() -> count("state = 'delivered' AND attempts = 2") == 1);
        }

        assertThat(receiver.calls()).hasSize(2).extracting(Call::id).containsOnly(noticeId());
        assertThat(receiver.calls()).allMatch(call -> call.isSignedWith(SECRET));
    }

    private int count(String condition) {
        return jdbc.sql("SELECT count(*) FROM notices WHERE " + condition)
                .query(Integer.class)
                .single();
    }

    private String noticeId() {
        return jdbc.sql("SELECT id FROM notices").query(String.class).single();
    }
}
