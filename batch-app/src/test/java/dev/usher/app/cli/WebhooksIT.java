package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.notice.WebhookService;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code usher webhooks} on a real database. Nobody sends anything: the server looks for notices once in a day. */
class WebhooksIT {

    private static final String URL = "https://hooks.example.com/usher";

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.webhooks.allowed=https://hooks.example.com", "usher.notices.interval=1d");

    /** Of the beans of the server, as they are those of a command. */
    private static Engine engine() {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "webhooks" -> server.bean(WebhookService.class);
                    case "close" -> null;
                    default -> throw new AssertionError(method);
                });
    }

    private static Typed webhooks(String... arguments) {
        return Typed.type(
                "",
                Map.of(),
                WebhooksIT::engine,
                Stream.concat(Stream.of("webhooks"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static JsonNode json(Typed typed) {
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        return new JsonMapper().readTree(typed.out());
    }

    private static String created() {
        return json(webhooks("create", URL, "--json")).path("id").stringValue();
    }

    @AfterEach
    void deleteAll() {
        server.jdbc().sql("DELETE FROM webhooks").update();
    }

    @Test
    void printsTheSecretOnce() {
        var typed = webhooks("create", URL, "--event", "job.failed", "--description", "the wall");

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).matches("webhook_id=whk_[A-Za-z0-9]{16}\nwebhook_secret=whsec_[A-Za-z0-9+/]{43}=\n");
        assertThat(typed.err()).contains("Keep the secret").doesNotContain("whsec_");
        var id = typed.out().substring("webhook_id=".length(), typed.out().indexOf('\n'));
        assertThat(webhooks("list").out())
                .matches("id +state +events +url\n" + id + " +enabled +job.failed +" + URL + "\n");
        assertThat(webhooks("show", id).out()).contains("the wall", URL).doesNotContain("whsec_");
        assertThat(webhooks("list", "--json").out()).doesNotContain("whsec_", "secret");
    }

    @Test
    void rotatesDisablesAndEnables() {
        var id = created();

        assertThat(webhooks("rotate", id).out()).startsWith("webhook_id=" + id + "\nwebhook_secret=whsec_");
        assertThat(webhooks("show", id).out()).contains("former secret until");
        var disabled = json(webhooks("disable", id, "--json"));
        assertThat(disabled.path("enabled").booleanValue()).isFalse();
        assertThat(disabled.path("disabled_reason").stringValue()).isEqualTo("operator");
        assertThat(webhooks("list").out()).contains("disabled: operator");
        var refused = webhooks("test", id);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("The webhook is disabled: it was disabled by hand. Enable it first.");
        assertThat(webhooks("enable", id).out()).containsPattern("state +enabled");
    }

    @Test
    void showsWhatWaitsAndWhatFailed() {
        var id = created();
        assertThat(webhooks("deliveries", id).err()).contains("It was told nothing yet.");
        var test = json(webhooks("test", id, "--json")).path("id").stringValue();
        server.jdbc()
                .sql("INSERT INTO notice_attempts VALUES (:id, 1, now(), 7, 503, 'status')")
                .param("id", test)
                .update();
        server.jdbc()
                .sql("UPDATE notices SET state = 'given_up', reason = 'attempts_used_up', ended_at = now()")
                .update();

        assertThat(webhooks("deliveries", id).out())
                .containsPattern(test + " +webhook.test +- .* 1 +given up: attempts_used_up \\(status 503\\)");
        assertThat(webhooks("resend", id, test).err()).contains(test + " waits for a server to send it.");
        var delivery = json(webhooks("deliveries", id, "--json")).path(0);
        assertThat(delivery.path("created_at").stringValue()).as("as over HTTP").matches(".*:\\d\\d\\.\\d{3}Z");
        assertThat(delivery.path("attempts").path(0).path("started_at").stringValue())
                .matches(".*:\\d\\d\\.\\d{3}Z");
        assertThat(delivery.path("state").stringValue()).isEqualTo("waiting");
        assertThat(delivery.path("attempts").path(0).path("failure").stringValue())
                .isEqualTo("status");
    }

    @Test
    void deletesOnlyIfSomebodyIsSure() {
        var id = created();

        assertThat(webhooks("delete", id).exitCode()).isEqualTo(2);
        assertThat(webhooks("delete", id, "--yes").exitCode()).isZero();
        assertThat(webhooks("list").err()).contains("There are no webhooks.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "enable", "disable", "rotate", "test", "deliveries"})
    void saysThatThereIsNone(String command) {
        var typed = webhooks(command, "whk_0000000000000000");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("There is no webhook whk_0000000000000000.");
    }

    @Test
    void refusesWhatIsNotAllowedOrUnknown() {
        var elsewhere = webhooks("create", "https://elsewhere.example.com/");
        assertThat(elsewhere.exitCode()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("usher.webhooks.allowed does not name");
        var event = webhooks("create", URL, "--event", "user.created");
        assertThat(event.exitCode()).isEqualTo(2);
        assertThat(event.err()).contains("The events are job.completed, job.failed, job.stopped.");
    }
}
