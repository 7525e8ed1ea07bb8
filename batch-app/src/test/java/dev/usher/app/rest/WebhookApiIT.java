package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Webhooks over HTTP. Nobody sends anything here: the server looks for notices once in a day. */
class WebhookApiIT {

    private static final String NOBODY = "/api/v2/webhooks/whk_0000000000000000";
    private static final String NOTHING = "/deliveries/ntc_00000000000000000000000000000000/resend";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.webhooks.allowed=https://hooks.example.com,http://plain.example.com:8080",
            "usher.notices.interval=1d");

    private final Calls calls = new Calls(server);

    @AfterEach
    void deleteAll() {
        server.jdbc().sql("DELETE FROM webhooks").update();
    }

    private JsonNode created() {
        var answer = calls.post("/api/v2/webhooks", "{\"url\":\"https://hooks.example.com/usher?key=1\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static String path(JsonNode webhook) {
        return "/api/v2/webhooks/" + webhook.path("id").stringValue();
    }

    @Test
    void showsTheSecretOnceAndNeverAgain() {
        var created = created();

        assertThat(Calls.members(created)).containsExactly("id", "url", "events", "enabled", "created_at", "secret");
        assertThat(created.path("id").stringValue()).matches("whk_[A-Za-z0-9]{16}");
        assertThat(created.path("secret").stringValue()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(created.path("events").toString()).isEqualTo("[\"job.completed\",\"job.failed\",\"job.stopped\"]");
        assertThat(Calls.members(json(calls.get(path(created)))))
                .containsExactly("id", "url", "events", "enabled", "created_at");
        assertThat(calls.get("/api/v2/webhooks").body())
                .doesNotContain("whsec_")
                .startsWith("[{\"id\":\"whk_");
        assertThat(calls.patch(path(created), "{}").body()).doesNotContain("whsec_");
    }

    @Test
    void aRotationShowsTheNewSecret() {
        var created = created();

        var rotated = json(calls.post(path(created) + "/rotate-secret", ""));

        assertThat(rotated.path("secret").stringValue())
                .startsWith("whsec_")
                .isNotEqualTo(created.path("secret").stringValue());
        assertThat(rotated.path("previous_secret_until").stringValue()).matches("\\d{4}-.*\\.\\d{3}Z");
    }

    @Test
    void changesWhatIsGivenAndNothingElse() {
        var created = created();

        var changed = json(calls.patch(
                path(created), "{\"events\":[\"job.failed\"],\"description\":\"the wall\",\"enabled\":false}"));

        assertThat(changed.path("url").stringValue()).isEqualTo("https://hooks.example.com/usher?key=1");
        assertThat(changed.path("events").toString()).isEqualTo("[\"job.failed\"]");
        assertThat(changed.path("description").stringValue()).isEqualTo("the wall");
        assertThat(changed.path("enabled").booleanValue()).isFalse();
        assertThat(changed.path("disabled_reason").stringValue()).isEqualTo("operator");

        var enabled = json(calls.patch(
                path(created), "{\"enabled\":true,\"description\":\"\",\"url\":\"http://plain.example.com:8080/\"}"));
        assertThat(Calls.members(enabled)).containsExactly("id", "url", "events", "enabled", "created_at");
        assertThat(enabled.path("url").stringValue()).isEqualTo("http://plain.example.com:8080/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example.com/",
                "http://hooks.example.com/",
                "https://hooks.example.com:444/",
                "http://plain.example.com/",
                "https://hooks.example.com.evil.example/",
            })
    void takesOnlyAddressesOnTheList(String url) {
        Calls.assertInvalidBody(
                calls.post("/api/v2/webhooks", "{\"url\":\"" + url + "\"}"),
                "The address leads to a server that usher.webhooks.allowed does not name: scheme, host and port must be"
                        + " those of one of its entries.");
        var created = created();
        assertThat(calls.patch(path(created), "{\"url\":\"" + url + "\"}").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://hooks.example.com/",
                "https://user@hooks.example.com/",
                "https://hooks.example.com/#x",
                "hooks.example.com",
                "",
            })
    void takesOnlyAddressesThatMeanOneThing(String url) {
        assertThat(calls.post("/api/v2/webhooks", "{\"url\":\"" + url + "\"}").body())
                .contains("The address is not taken: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; Missing required property: url",
                "{\"url\":1}; Expected type string but found type integer",
                "{\"url\":\"https://hooks.example.com\",\"events\":[]}; Array is too short (0), minimum 1",
                "{\"url\":\"https://hooks.example.com\",\"events\":[\"job.failed\",\"job.failed\"]}; Array items are not unique: job.failed",
                "{\"url\":\"https://hooks.example.com\",\"events\":[\"user.created\"]}; No enum match for: user.created",
                "{\"url\":\"https://hooks.example.com\",\"secret\":\"mine\"}; Additional properties not allowed: secret",
            })
    void saysWhatIsWrongWithABody(String body, String what) {
        var answer = calls.post("/api/v2/webhooks", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Payload validation error: '" + what + "'");
    }

    @Test
    void saysThatThereIsNone() {
        for (var answer : new String[] {NOBODY, NOBODY + "/deliveries"}) {
            Calls.assertRefused(
                    calls.get(answer), 404, "Not Found", "The webhook does not exist", "inexistent_webhook");
        }
        assertThat(calls.delete(NOBODY).statusCode()).isEqualTo(404);
        assertThat(calls.patch(NOBODY, "{}").statusCode()).isEqualTo(404);
        for (var action : new String[] {"/test", "/rotate-secret", NOTHING}) {
            assertThat(calls.post(NOBODY + action, "").statusCode()).isEqualTo(404);
        }
        Calls.assertRefused(
                calls.post(path(created()) + NOTHING, ""),
                404,
                "Not Found",
                "The delivery does not exist",
                "inexistent_delivery");
        assertThat(calls.get("/api/v2/webhooks/mine").body()).contains("String does not match pattern ^whk_");
    }

    @Test
    void deletesAWebhookWithWhatItWasTold() {
        var created = created();
        assertThat(calls.post(path(created) + "/test", "").statusCode()).isEqualTo(202);

        assertThat(calls.delete(path(created)).statusCode()).isEqualTo(204);

        assertThat(calls.get(path(created)).statusCode()).isEqualTo(404);
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM notices")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void refusesToTestADisabledOne() {
        var created = created();
        calls.patch(path(created), "{\"enabled\":false}");

        Calls.assertRefused(
                calls.post(path(created) + "/test", ""),
                409,
                "Conflict",
                "The webhook is disabled: it was disabled by hand. Enable it first.",
                "operation_not_possible");
    }

    @Test
    void pagesThroughDeliveriesNewestFirst() {
        var created = created();
        var tested = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            tested.add(
                    0, json(calls.post(path(created) + "/test", "")).path("id").stringValue());
        }

        var seen = new ArrayList<String>();
        var next = "";
        do {
            var page = json(calls.get(path(created) + "/deliveries?take=2" + next));
            page.path("deliveries")
                    .forEach(delivery -> seen.add(delivery.path("id").stringValue()));
            next = page.has("next") ? "&from=" + page.path("next").stringValue() : "";
        } while (!next.isEmpty());

        assertThat(seen).isEqualTo(tested);
        assertThat(calls.get(path(created) + "/deliveries?from=nonsense").statusCode())
                .isEqualTo(400);
        assertThat(calls.get(path(created) + "/deliveries?take=101").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aDeliveryTellsOfItsAttempts() {
        var created = created();
        var tested = json(calls.post(path(created) + "/test", "")).path("id").stringValue();
        server.jdbc()
                .sql("INSERT INTO notice_attempts (notice_id, attempt, started_at, duration_ms, status, failure)"
                        + " VALUES (:id, 1, '2026-01-31 12:00:00Z', 7, 503, 'status'),"
                        + " (:id, 2, '2026-01-31 12:00:05Z', 500, NULL, 'timeout')")
                .param("id", tested)
                .update();

        var delivery = json(calls.get(path(created) + "/deliveries"))
                .path("deliveries")
                .path(0);

        assertThat(Calls.members(delivery))
                .containsExactly("id", "event", "state", "created_at", "next_attempt_at", "attempts");
        assertThat(delivery.path("attempts").toString())
                .isEqualTo(
                        "[{\"number\":1,\"started_at\":\"2026-01-31T12:00:00.000Z\",\"duration_ms\":7,\"status\":503,"
                                + "\"failure\":\"status\"},{\"number\":2,\"started_at\":\"2026-01-31T12:00:05.000Z\","
                                + "\"duration_ms\":500,\"failure\":\"timeout\"}]");
    }

    @Test
    void thereIsAnEndToTheirNumber() {
        var one = created();
        server.jdbc()
                .sql(
                        "INSERT INTO webhooks (id, url, events, secret) SELECT 'whk_' || lpad(n::text, 16, '0'), url, events,"
                                + " secret FROM webhooks, generate_series(1, 99) AS n WHERE id = :id")
                .param("id", one.path("id").stringValue())
                .update();

        var answer = calls.post("/api/v2/webhooks", "{\"url\":\"https://hooks.example.com/\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("There are 100 webhooks already");
    }
}
