package dev.usher.app.notice;

import static dev.usher.app.notice.NoticeWorld.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.notice.Receiver.Answer;
import dev.usher.app.notice.Receiver.Call;
import dev.usher.app.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers get, whatever they do. */
class WebhookSendingIT {

    private static final Receiver receiver = Receiver.start();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.webhooks.allowed=" + receiver.origin(),
            "usher.webhooks.allow-private-addresses=true",
            "usher.notices.interval=20ms",
            "usher.notices.attempt-timeout=500ms",
            "usher.notices.retry-after=50ms,50ms,50ms,50ms,50ms");

    private final WebhookService webhooks = server.bean(WebhookService.class);
    private final NoticeWorld world = new NoticeWorld(server.jdbc());

    @AfterEach
    void deleteAll() {
        server.jdbc().sql("DELETE FROM webhooks").update();
        server.jdbc().sql("DELETE FROM notices").update();
    }

    @AfterAll
    static void closeReceiver() {
        receiver.close();
    }

    private WebhookWithSecret create(String path) {
        return webhooks.create(draft(receiver.origin() + path));
    }

    private Delivery onlyDelivery(WebhookWithSecret created) {
        var deliveries = webhooks.deliveries(created.webhook().id(), Optional.empty(), 10);
        assertThat(deliveries).hasSize(1);
        return deliveries.get(0);
    }

    private Delivery awaitOnly(WebhookWithSecret created, NoticeState state) {
        Eventually.await(() -> onlyDelivery(created).state() == state);
        return onlyDelivery(created);
    }

    @Test
    void tellsOfAJobInWordsThatAReceiverCanVerify() {
        var created = create("/verified");
        var job = world.completedJob();

        var call = receiver.await("/verified", 1).get(0);
        var delivery = awaitOnly(created, NoticeState.DELIVERED);

        assertThat(call.isSignedWith(created.secret().text())).isTrue();
        assertThat(call.headers().firstValue("content-type")).contains("application/json");
        assertThat(call.id()).isEqualTo(delivery.id());
        assertThat(call.body())
                .startsWith("{\"type\":\"job.completed\",\"timestamp\":\"")
                .contains("\"id\":\"" + job + "\"");
        assertThat(delivery.jobId()).contains(job);
        assertThat(delivery.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).hasValue(204);
            assertThat(attempt.failure()).isEmpty();
        });
    }

    @Test
    void anotherSecretOrAnotherBodyIsNoSignature() {
        var created = create("/forged");
        world.completedJob();
        var call = receiver.await("/forged", 1).get(0);

        assertThat(call.isSignedWith("whsec_" + "A".repeat(43) + "=")).isFalse();
        assertThat(new Call("", call.headers(), call.body() + " ")
                        .isSignedWith(created.secret().text()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404, 429, 301})
    void triesAgainUnderTheSameIdUntilItIsTaken(int status) {
        var path = "/failing" + status;
        receiver.on(
                path,
                (exchange, number) -> Answer.status(number < 4 ? status : 200).to(exchange, number));
        var created = create(path);
        var job = world.completedJob();

        var delivery = awaitOnly(created, NoticeState.DELIVERED);

        assertThat(receiver.of(path)).hasSize(4).allMatch(call -> call.id().equals(delivery.id()));
        assertThat(receiver.of(path))
                .allMatch(call -> call.isSignedWith(created.secret().text()));
        assertThat(delivery.attempts())
                .extracting(attempt -> attempt.number() + " " + attempt.status().getAsInt()
                        + attempt.failure().orElse(""))
                .containsExactly("1 " + status + "status", "2 " + status + "status", "3 " + status + "status", "4 200");
        assertThat(statusOf(job)).isEqualTo("completed");
    }

    private String statusOf(String job) {
        return server.jdbc()
                .sql("SELECT status FROM jobs WHERE id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    @Test
    void deliversOnceTheReceiverIsBack() {
        receiver.down();
        var created = create("/down");
        var job = world.completedJob();
        Eventually.await(() -> onlyDelivery(created).attempts().size() >= 2);
        receiver.up();

        var delivery = awaitOnly(created, NoticeState.DELIVERED);

        assertThat(delivery.attempts().get(0).failure()).contains("unreachable");
        assertThat(receiver.of("/down"))
                .hasSize(1)
                .allMatch(call -> call.isSignedWith(created.secret().text()));
        assertThat(statusOf(job)).isEqualTo("completed");
    }

    @Test
    void aSlowReceiverHoldsUpNobodyElse() throws InterruptedException {
        var release = new CountDownLatch(1);
        receiver.on("/slow", (exchange, number) -> release.await());
        var slow = create("/slow");
        for (int i = 0; i < 5; i++) {
            world.completedJob();
        }
        receiver.await("/slow", 1);
        var prompt = create("/prompt");
        for (int i = 0; i < 5; i++) {
            world.completedJob();
        }

        world.awaitState(prompt.webhook().id(), NoticeState.DELIVERED);
        Eventually.await(() -> webhooks.deliveries(slow.webhook().id(), Optional.empty(), 10).stream()
                .anyMatch(delivery -> delivery.attempts().stream()
                        .anyMatch(attempt -> attempt.failure().equals(Optional.of("timeout")))));
        release.countDown();
        receiver.on("/slow", Answer.status(200));

        assertThat(receiver.of("/prompt")).hasSize(5);
        world.awaitState(slow.webhook().id(), NoticeState.DELIVERED);
        assertThat(receiver.of("/slow"))
                .allMatch(call -> call.isSignedWith(slow.secret().text()));
    }

    @Test
    void anAnswerThatNeverEndsIsAnAnswer() {
        receiver.on("/endless", (exchange, number) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            Thread.sleep(10_000);
        });
        var created = create("/endless");
        world.completedJob();

        assertThat(awaitOnly(created, NoticeState.DELIVERED).attempts()).hasSize(1);
    }

    @Test
    void whoeverIsGoneIsToldNothingMore() {
        receiver.on("/gone", Answer.status(410));
        var created = create("/gone");
        var job = world.completedJob();

        var delivery = awaitOnly(created, NoticeState.GIVEN_UP);
        world.completedJob();

        assertThat(delivery.reason()).contains(GivenUpReason.GONE);
        assertThat(webhooks.require(created.webhook().id())
                        .disabled()
                        .orElseThrow()
                        .reason())
                .isEqualTo(DisabledReason.GONE);
        assertThat(webhooks.deliveries(created.webhook().id(), Optional.empty(), 10))
                .hasSize(1);
        assertThat(receiver.of("/gone"))
                .hasSize(1)
                .allMatch(call -> call.isSignedWith(created.secret().text()));
        assertThat(statusOf(job)).isEqualTo("completed");
    }

    @Test
    void aRedirectIsAFailureAndLeadsNowhere() {
        receiver.on("/moved", (exchange, number) -> {
            exchange.getResponseHeaders().add("Location", receiver.origin() + "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        });
        var created = create("/moved");
        world.completedJob();

        var delivery = awaitOnly(created, NoticeState.GIVEN_UP);

        assertThat(delivery.attempts())
                .hasSize(6)
                .allMatch(attempt -> attempt.status().getAsInt() == 307);
        assertThat(receiver.of("/elsewhere")).isEmpty();
    }

    @Test
    void givesUpAfterTheLastAttemptAndSendsAgainWhenAsked() {
        receiver.on("/hopeless", Answer.status(503));
        var created = create("/hopeless");
        world.completedJob();
        var hopeless = awaitOnly(created, NoticeState.GIVEN_UP);
        assertThat(hopeless.reason()).contains(GivenUpReason.ATTEMPTS_USED_UP);
        assertThat(hopeless.attempts()).hasSize(6);
        assertThat(webhooks.require(created.webhook().id()).failingSince()).isPresent();

        receiver.on("/hopeless", Answer.status(200));
        webhooks.resend(created.webhook().id(), hopeless.id());

        assertThat(awaitOnly(created, NoticeState.DELIVERED).attempts()).hasSize(7);
        assertThat(receiver.of("/hopeless"))
                .hasSize(7)
                .allMatch(call -> call.id().equals(hopeless.id()));
        assertThat(webhooks.require(created.webhook().id()).failingSince()).isEmpty();
    }

    @Test
    void disablesAReceiverThatOnlyFailedForDays() {
        receiver.on("/dead", Answer.status(500));
        var created = create("/dead");
        server.jdbc()
                .sql("UPDATE webhooks SET failing_since = now() - interval '6 days'")
                .update();
        world.completedJob();

        var delivery = awaitOnly(created, NoticeState.GIVEN_UP);

        assertThat(delivery.reason()).contains(GivenUpReason.WEBHOOK_DISABLED);
        assertThat(delivery.attempts()).hasSize(1);
        assertThat(webhooks.require(created.webhook().id())
                        .disabled()
                        .orElseThrow()
                        .reason())
                .isEqualTo(DisabledReason.FAILING);
    }

    @Test
    void signsWithBothSecretsForADayAfterARotation() {
        var created = create("/rotated");
        var rotated = webhooks.rotateSecret(created.webhook().id());
        world.completedJob();
        var during = receiver.await("/rotated", 1).get(0);

        assertThat(rotated.webhook().previousSecretUntil().orElseThrow())
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
        assertThat(during.isSignedWith(created.secret().text())).isTrue();
        assertThat(during.isSignedWith(rotated.secret().text())).isTrue();

        server.jdbc()
                .sql("UPDATE webhook_former_secrets SET good_until = now()")
                .update();
        world.completedJob();
        var after = receiver.await("/rotated", 2).get(1);
        assertThat(after.isSignedWith(created.secret().text())).isFalse();
        assertThat(after.isSignedWith(rotated.secret().text())).isTrue();
    }

    @Test
    void theSecretThatAReceiverKnowsIsGoodForADayHoweverOftenOthersReplaceIt() {
        var created = create("/rotated-again");
        webhooks.rotateSecret(created.webhook().id());
        var last = webhooks.rotateSecret(created.webhook().id());
        world.completedJob();

        var call = receiver.await("/rotated-again", 1).get(0);
        assertThat(call.isSignedWith(created.secret().text())).isTrue();
        assertThat(call.isSignedWith(last.secret().text())).isTrue();

        for (int i = 0; i < 3; i++) {
            webhooks.rotateSecret(created.webhook().id());
        }
        assertThatThrownBy(() -> webhooks.rotateSecret(created.webhook().id()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("would end the oldest before its time");
        world.completedJob();
        var full = receiver.await("/rotated-again", 2).get(1);
        assertThat(full.headers().firstValue("webhook-signature").orElseThrow().split(" "))
                .hasSize(6);
        assertThat(full.isSignedWith(created.secret().text())).isTrue();

        server.jdbc()
                .sql("UPDATE webhook_former_secrets SET good_until = now() WHERE secret = :secret")
                .param("secret", created.secret().text())
                .update();
        assertThat(webhooks.rotateSecret(created.webhook().id()).secret()).isNotNull();
    }

    @Test
    void tellsOnlyOfWhatIsWanted() {
        var created = webhooks.create(draft(receiver.origin() + "/picky", EnumSet.of(WebhookEvent.JOB_FAILED)));
        world.completedJob();
        var failed = world.processingJob("users_export", false);
        world.end(failed, "failed");

        assertThat(awaitOnly(created, NoticeState.DELIVERED).event()).isEqualTo("job.failed");
    }

    @Test
    void aTestIsANoticeLikeAnyOther() {
        var created = create("/tested");
        var waiting = webhooks.test(created.webhook().id());

        var call = receiver.await("/tested", 1).get(0);

        assertThat(waiting.jobId()).isEmpty();
        assertThat(call.id()).isEqualTo(waiting.id());
        assertThat(call.isSignedWith(created.secret().text())).isTrue();
        assertThat(call.body())
                .startsWith("{\"type\":\"webhook.test\"")
                .endsWith("\"data\":{\"webhook_id\":\"" + created.webhook().id() + "\"}}");
    }

    @Test
    void whatWaitsForADisabledWebhookIsGivenUp() {
        receiver.down();
        var created = create("/disabled");
        world.completedJob();
        Eventually.await(() -> !onlyDelivery(created).attempts().isEmpty());
        webhooks.change(created.webhook().id(), WebhookChange.enabled(false));
        receiver.up();

        assertThat(onlyDelivery(created).state()).isEqualTo(NoticeState.GIVEN_UP);
        assertThat(onlyDelivery(created).reason()).contains(GivenUpReason.WEBHOOK_DISABLED);
        assertThatThrownBy(() -> webhooks.test(created.webhook().id()))
                .hasMessageContaining("is disabled: it was disabled by hand");

        webhooks.change(created.webhook().id(), WebhookChange.enabled(true));
        webhooks.resend(created.webhook().id(), onlyDelivery(created).id());
        awaitOnly(created, NoticeState.DELIVERED);
    }

    @Test
    void aDeletedJobIsToldOfAllTheSame() {
        receiver.on(
                "/retained",
                (exchange, number) -> Answer.status(number == 1 ? 503 : 200).to(exchange, number));
        var created = create("/retained");
        var job = world.completedJob();
        server.jdbc().sql("DELETE FROM jobs WHERE id = :job").param("job", job).update();

        assertThat(awaitOnly(created, NoticeState.DELIVERED).jobId()).contains(job);
        assertThat(receiver.of("/retained").get(0).body()).contains(job);
    }

    @Test
    void whatWasWrittenDownForAWebhookThatWasJustDeletedIsGivenUp() {
        server.jdbc()
                .sql(
                        "INSERT INTO notices (kind, webhook_id, event, body) VALUES ('webhook', 'whk_gone', 'job.failed', '')")
                .update();

        Eventually.await(() -> server.jdbc()
                .sql("SELECT coalesce(reason, '') FROM notices WHERE webhook_id = 'whk_gone'")
                .query(String.class)
                .single()
                .equals("webhook_disabled"));
    }

    @Test
    void whatTheFormerAddressAnswersIsNothingAgainstThePresentOne() throws InterruptedException {
        var arrived = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        receiver.on("/former", (exchange, number) -> {
            arrived.countDown();
            release.await();
            exchange.sendResponseHeaders(410, -1);
        });
        var created = create("/former");
        world.completedJob();
        arrived.await();

        var moved = webhooks.change(created.webhook().id(), address("/present"));
        release.countDown();

        assertThat(awaitOnly(created, NoticeState.DELIVERED).attempts())
                .extracting(Delivery.Attempt::number)
                .containsExactly(1, 2);
        assertThat(receiver.of("/present")).hasSize(1);
        assertThat(webhooks.require(moved.id()).disabled()).isEmpty();
    }

    private static WebhookChange address(String path) {
        return new WebhookChange(
                Optional.of(receiver.origin() + path), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aNewAddressHasNotFailedYet() {
        receiver.on("/weary", Answer.status(500));
        receiver.on(
                "/fresh",
                (exchange, number) -> Answer.status(number == 1 ? 503 : 200).to(exchange, number));
        var created = create("/weary");
        server.jdbc()
                .sql("UPDATE webhooks SET failing_since = now() - interval '6 days'")
                .update();
        webhooks.change(created.webhook().id(), address("/weary"));
        assertThat(webhooks.require(created.webhook().id()).failingSince())
                .as("the same address")
                .isPresent();

        var moved = webhooks.change(created.webhook().id(), address("/fresh"));
        world.completedJob();

        assertThat(moved.failingSince()).isEmpty();
        assertThat(awaitOnly(created, NoticeState.DELIVERED).attempts()).hasSize(2);
        assertThat(webhooks.require(moved.id()).disabled()).isEmpty();
    }

    @Test
    void whoeverHoldsAWebhookHoldsUpTheNoticesOfNoOther() throws SQLException {
        var held = create("/held");
        receiver.on("/held", Answer.status(500));
        var other = create("/other");
        try (var session = server.bean(DataSource.class).getConnection();
                var statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("UPDATE webhooks SET description = 'held' WHERE id = '"
                    + held.webhook().id() + "'");
            world.completedJob();
            receiver.await("/held", 1);
            world.completedJob();

            world.awaitState(other.webhook().id(), NoticeState.DELIVERED);
            session.rollback();
        }

        assertThat(receiver.of("/other")).hasSize(2);
    }

    @Test
    void theSettingsCountWhenANoticeIsSentToo() {
        var created = create("/moved-away");
        server.jdbc()
                .sql("UPDATE webhooks SET url = 'http://169.254.169.254/latest/meta-data'")
                .update();
        world.completedJob();

        assertThat(awaitOnly(created, NoticeState.GIVEN_UP).attempts())
                .allMatch(attempt -> attempt.failure().equals(Optional.of("not_allowed")));
    }
}
