package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertRefused;
import static dev.usher.app.rest.Calls.json;
import static dev.usher.app.rest.Calls.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.testkit.TestFolder;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Schedules over HTTP, fired by the server. */
class ScheduleApiIT {

    private static final String PATH = "/api/v2/schedules";
    private static final String EVERY_SECOND = "* * * * * ?";
    private static final String NIGHTLY = "0 30 2 * * ?";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final TestFolder LAKE = TestFolder.create();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.scheduler.look=200ms",
            "usher.http-sources.allowed=https://hr.example.com",
            "usher.stores.lake.type=folder",
            "usher.stores.lake.path=" + LAKE.path());

    private final Calls calls = new Calls(server);

    @AfterAll
    static void removeFolder() {
        LAKE.close();
    }

    @Test
    void firesAndTheJobRuns() {
        var id = create(EVERY_SECOND, "\"allow_overlap\": true").path("id").stringValue();

        Eventually.await(() -> runs(id).stream()
                .anyMatch(run -> run.path("job_status").asString("").equals("completed")));
        calls.delete(PATH + "/" + id);

        var jobs = server.jdbc()
                .sql("SELECT count(*) FROM jobs WHERE type = 'users_export' AND client_id IS NOT NULL")
                .query(Long.class)
                .single();
        assertThat(jobs).isPositive();
        assertThat(calls.get(PATH + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatItKnows() {
        var created = create(NIGHTLY, "\"zone\": \"Europe/Berlin\"");

        assertThat(members(created))
                .containsExactly(
                        "id",
                        "name",
                        "cron",
                        "cron_in_words",
                        "zone",
                        "type",
                        "request",
                        "misfire",
                        "allow_overlap",
                        "paused",
                        "declared",
                        "client_id",
                        "created_at",
                        "updated_at",
                        "next_fire_times",
                        "missed_runs",
                        "last_runs");
        assertThat(created.path("cron_in_words").stringValue()).isEqualTo("at 02:30");
        assertThat(created.path("misfire").stringValue()).isEqualTo("run_once");
        assertThat(created.path("request").toString()).isEqualTo("{\"format\":\"ndjson\"}");
        assertThat(created.path("created_at").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(created.path("next_fire_times").size()).isEqualTo(5);
        var next = created.path("next_fire_times").path(0);
        assertThat(next.path("local").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT02:30:00\\+0[12]:00");
        assertThat(next.path("utc").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT0[01]:30:00\\.000Z");
        assertThat(json(calls.get(PATH + "/" + id(created)))).isEqualTo(created);
        var listed = json(calls.get(PATH))
                .valueStream()
                .filter(s -> s.path("id").equals(created.path("id")))
                .findFirst()
                .orElseThrow();
        assertThat(members(listed)).doesNotContain("last_runs").contains("next_fire_times");
    }

    @Test
    void runsAtOnceWhenAsked() {
        var id = id(create(NIGHTLY, "\"paused\": true"));

        var run = calls.post(PATH + "/" + id + "/run-now", "{}");

        assertThat(run.statusCode()).isEqualTo(202);
        assertThat(json(run).path("outcome").stringValue()).isEqualTo("requested");
        Eventually.await(() -> runs(id).get(0).path("job_status").asString("").equals("completed"));
        assertThat(runs(id)).hasSize(1);
        assertThat(runs(id).get(0).path("kind").stringValue()).isEqualTo("by_hand");
    }

    @Test
    void guardsCanBeOverriddenOnlyWhereThereAreSome() {
        var id = id(create(NIGHTLY, "\"paused\": true"));

        assertInvalidBodyLike(calls.post(PATH + "/" + id + "/run-now", "{\"override_guard\": true}")
                .body());
        assertThat(runs(id)).isEmpty();
    }

    private static void assertInvalidBodyLike(String body) {
        assertThat(body).contains("\"errorCode\":\"invalid_body\"").contains("no mirror");
    }

    @Test
    void isChangedPausedAndResumed() {
        var id = id(create(NIGHTLY, "\"zone\": \"Europe/Berlin\""));

        var changed = json(calls.patch(PATH + "/" + id, """
                {"cron": "0 0 6 ? * MON-FRI", "zone": "Asia/Kolkata", "misfire": "skip", "request": {"format": "csv"}}
                """));
        assertThat(changed.path("next_fire_times").path(0).path("local").stringValue())
                .endsWith("T06:00:00+05:30");
        assertThat(changed.path("misfire").stringValue()).isEqualTo("skip");
        assertThat(changed.path("request").path("format").stringValue()).isEqualTo("csv");

        assertThat(json(calls.post(PATH + "/" + id + "/pause", ""))
                        .path("next_fire_times")
                        .size())
                .isZero();
        var resumed = json(calls.post(PATH + "/" + id + "/resume", ""));
        assertThat(resumed.path("paused").booleanValue()).isFalse();
        assertThat(resumed.path("next_fire_times").size()).isEqualTo(5);
        assertThat(calls.delete(PATH + "/" + id).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cron\": \"nightly\", \"request\": {}                              | no cron expression",
                "\"cron\": \"0 0 0 1 1 ? 2020\", \"request\": {}                     | never fires",
                "\"cron\": \"0 0 2 * * ?\", \"zone\": \"Mars\", \"request\": {}      | no time zone",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"formt\": \"csv\"}        | Additional properties",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"connection\": \"none\"}  | There is no connection",
                "\"cron\": \"0 0 2 * * ?\"                                           | Missing required property: request",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {}, \"misfire\": \"twice\"  | No enum match",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {}, \"when\": 1             | Additional properties",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"tombstones\": true}    | ask for delta",
                "\"cron\": \"0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43 0 2 * * ?\", \"request\": {} | at most 120 characters",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"target\": {\"store\": \"none\", \"name\": \"x-{date}.csv\"}} | none",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"target\": {\"store\": \"none\", \"name\": \"x.csv\"}} | There is no store none",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"target\": {\"store\": \"lake\", \"name\": \"x-{time}.csv\"}} | Each run would write lake:x-{time}.csv",
                "\"cron\": \"0 0 2,3 * * ?\", \"request\": {\"target\": {\"store\": \"lake\", \"name\": \"x-{date}.csv\"}} | would both write lake:x-",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"target\": {\"store\": \"none\", \"name\": \"x.csv\", \"replace\": true}} | There is no store none",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"delta\": 1}            | true or false",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"delta\": true, \"limit\": 3} | no limit",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"delta\": true, \"updated_since\": \"2026-01-01T00:00:00Z\"} | since when",
                "\"cron\": \"0 0 2 * * ?\", \"request\": {\"delta\": true, \"tombstones\": true, \"fields\": [{\"name\": \"email\"}]} | needs the field user_id",
            })
    void saysWhatIsWrong(String members, String reason) {
        var answer = calls.post(PATH, "{\"name\": \"wrong\", \"type\": \"users_export\", " + members + "}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    @Test
    void anotherTimeMustNotLetRunsWriteTheSameFile() {
        var target = "\"request\": {\"target\": {\"store\": \"lake\", \"name\": \"x-{date}.csv\", \"replace\": %s}}";
        var id = id(create(NIGHTLY, "\"paused\": true"));
        assertThat(calls.patch(PATH + "/" + id, "{" + target.formatted(false) + "}")
                        .statusCode())
                .isEqualTo(200);

        var hourly = calls.patch(PATH + "/" + id, "{\"cron\": \"0 0 * * * ?\"}");
        var replacing = calls.patch(PATH + "/" + id, "{\"cron\": \"0 0 * * * ?\", " + target.formatted(true) + "}");

        assertThat(hourly.statusCode()).isEqualTo(400);
        assertThat(hourly.body()).contains("would both write lake:x-");
        assertThat(replacing.statusCode()).as(replacing.body()).isEqualTo(200);
    }

    @Test
    void exportsWhatChangedAndWhoWasDeleted() {
        var connection = calls.connectionId();
        for (var name : List.of("ann", "ben", "cem")) {
            assertThat(calls.post("/api/v2/users", user(name)).statusCode()).isEqualTo(201);
        }
        var id = id(json(calls.post(PATH, """
                {"name": "changes", "cron": "0 0 2 * * ?", "type": "users_export", "paused": true,
                 "request": {"connection_id": "%s", "format": "ndjson", "gzip": false, "delta": true, "tombstones": true,
                             "fields": [{"name": "user_id"}, {"name": "email"}]}}
                """.formatted(connection))));

        assertThat(exported(id)).hasLineCount(3).doesNotContain("deleted");
        server.jdbc().sql("UPDATE users SET updated_at = '2020-01-01Z'").update();
        calls.delete("/api/v2/users/auth0%7Cben");
        calls.patch("/api/v2/users/auth0%7Ccem", "{\"nickname\": \"C\"}");
        assertThat(exported(id)).isEqualTo("""
                        {"user_id":"auth0|cem","email":"cem@example.com"}
                        {"user_id":"auth0|ben","deleted":true}
                        """);
    }

    private String user(String name) {
        return "{\"connection\": \"Username-Password-Authentication\", \"user_id\": \"" + name + "\","
                + " \"email\": \"" + name + "@example.com\", \"password\": \"Long-Enough-1\"}";
    }

    /** What a run by hand writes. */
    private String exported(String id) {
        assertThat(calls.post(PATH + "/" + id + "/run-now", "").statusCode()).isEqualTo(202);
        Eventually.await(() -> runs(id).get(0).path("job_status").asString("").equals("completed"));
        var job =
                json(calls.get("/api/v2/jobs/" + runs(id).get(0).path("job_id").stringValue()));
        return server.send(
                        HttpRequest.newBuilder(URI.create(job.path("location").stringValue())))
                .body();
    }

    @Test
    void namesTheConnectionAndHidesTheQueryOfAnAddress() {
        var answer = calls.post(PATH, """
                {"name": "from afar", "cron": "0 0 2 * * ?", "type": "users_import", "paused": true,
                 "request": {"connection_id": "%s", "source": {"url": "https://hr.example.com/staff.csv?key=s3cret"}}}
                """.formatted(calls.connectionId()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var id = json(answer).path("id").stringValue();

        assertThat(List.of(
                        answer.body(),
                        calls.get(PATH).body(),
                        calls.get(PATH + "/" + id).body()))
                .allSatisfy(body -> assertThat(body)
                        .contains(
                                "\"connection\":\"Username-Password-Authentication\"",
                                "https://hr.example.com/staff.csv")
                        .doesNotContain("s3cret"));
        assertThat(server.jdbc()
                        .sql("SELECT request #>> '{source,url}' FROM schedules WHERE id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .endsWith("?key=s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                           | Name a source",
                "\"users\": \"x\"                                            | Additional properties not allowed: users",
                "\"source\": {\"url\": \"https://x/\"}, \"miror\": {}, \"a\": 1 | Additional properties not allowed: a,miror",
                "\"source\": {\"url\": \"https://x/\"}, \"max_eror\": \"1%\"   | Additional properties not allowed: max_eror",
                "\"source\": {\"url\": \"https://x/\"}, \"delta\": false      | Additional properties not allowed: delta",
                "\"source\": {\"url\": \"https://x/\"}, \"format\": \"\"      | String is too short (0 chars)",
                "\"source\": \"{\\\"url\\\": \\\"https://hr.example.com/?key=s\\\"}\" | Expected type object but found type string' on property source",
                "\"source\": {\"url\": \"https://x/\"}, \"mirror\": \"{}\"    | Expected type object but found type string' on property mirror",
                "\"source\": {\"url\": \"https://x/\"}, \"map\": \"{}\"       | Expected type object but found type string' on property map",
                "\"source\": {\"url\": \"https://x/\"}, \"map\": []         | Expected type object but found type array' on property map",
            })
    void anImportTakesNothingThatWouldBeIgnored(@Nullable String members, String reason) {
        var answer = calls.post(
                PATH,
                "{\"name\": \"strict\", \"cron\": \"" + NIGHTLY + "\", \"type\": \"users_import\","
                        + " \"request\": {\"connection\": \"Username-Password-Authentication\", \"upsert\": true"
                        + (members == null ? "" : ", " + members) + "}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"users_import, con_x", "users_export, con_x", "users_export, con_0000000000000000"})
    void aNameAndAnIdAreThoseOfOneConnection(String type, String id) {
        var request = "\"connection\": \"Username-Password-Authentication\", \"connection_id\": \"%s\""
                + (type.equals("users_import") ? ", \"source\": {\"store\": \"hr\", \"pattern\": \"staff.csv\"}" : "");
        var schedule = "{\"name\": \"two connections\", \"cron\": \"" + NIGHTLY + "\", \"type\": \"" + type
                + "\", \"request\": {" + request + "}}";

        var contradicting = calls.post(PATH, schedule.formatted(id));
        var agreeing = calls.post(PATH, schedule.formatted(calls.connectionId()));

        assertThat(contradicting.statusCode()).isEqualTo(400);
        assertThat(contradicting.body()).contains("connection_id is not its id");
        assertThat(agreeing.body()).doesNotContain("connection_id is not its id");
    }

    @Test
    void noScheduleOverridesGuardsNightAfterNight() {
        var answer = calls.post(PATH, """
                {"name": "careless", "cron": "0 0 2 * * ?", "type": "users_import",
                 "request": {"connection": "Username-Password-Authentication", "upsert": true,
                             "source": {"store": "hr", "pattern": "staff.csv"},
                             "mirror": {"action": "delete", "override_guards": true}}}
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Guards are overridden for one run");
    }

    @Test
    void aStoreThatDoesNotExistIsFoundAtOnce() {
        var answer = calls.post(PATH, """
                {"name": "nowhere", "cron": "0 0 2 * * ?", "type": "users_import",
                 "request": {"connection": "Username-Password-Authentication",
                             "source": {"store": "nowhere", "pattern": "staff.csv"}}}
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("nowhere");
    }

    /** As if another server had made it, which knows more zones or took a longer expression. */
    @ParameterizedTest
    @CsvSource({
        "zone, Mars/Olympus_Mons",
        "cron, '0 0 2 * * ?                                                "
                + "                                                                                  2040'"
    })
    void oneThatCanNotBeSetDoesNotKeepOthersFromFiring(String column, String value) {
        var broken = id(create(NIGHTLY, "\"paused\": true"));
        server.jdbc()
                .sql("UPDATE schedules SET name = 'a first one', paused = false, version = version + 1, " + column
                        + " = :value WHERE id = :id")
                .param("value", value)
                .param("id", broken)
                .update();
        var id = id(create(EVERY_SECOND, "\"allow_overlap\": true"));

        Eventually.await(() -> runs(id).stream()
                .anyMatch(run -> run.path("job_status").asString("").equals("completed")));
        Eventually.await(() -> server.jdbc()
                        .sql("SELECT count(*) FROM qrtz_triggers WHERE trigger_name = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                == 1);
        Eventually.await(() -> server.jdbc()
                        .sql("SELECT count(*) FROM schedule_runs WHERE schedule_id = :id AND job_status = 'completed'")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                > 0);
        assertThat(calls.get(PATH).statusCode()).isEqualTo(200);
        calls.delete(PATH + "/" + id);
        calls.delete(PATH + "/" + broken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH |         | {\"cron\": \"* * * * * ?\"}      | 403",
                "PATCH |         | {\"zone\": \"Europe/Berlin\"}    | 403",
                "PATCH |         | {\"allow_overlap\": true}        | 403",
                "PATCH |         | {\"misfire\": \"skip\"}          | 403",
                "PATCH |         | {\"name\": \"another name\"}     | 200",
                "POST  | /resume |                                | 403",
                "POST  | /run-now |                               | 403",
                "POST  | /pause  |                                | 200",
            })
    void whoLetsAJobRunMustBeAllowedToSubmitIt(
            String method, @Nullable String path, @Nullable String body, int status) {
        var id = id(create(NIGHTLY, "\"paused\": true"));
        var request = server.request(PATH + "/" + id + (path == null ? "" : path), server.token(Scope.UPDATE_SCHEDULES))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body == null ? "" : body));

        assertThat(server.send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void aNameIsTakenOnce() {
        var first = create(NIGHTLY, "\"paused\": true").path("name").stringValue();
        var other = id(create(NIGHTLY, "\"paused\": true"));

        assertRefused(
                calls.patch(PATH + "/" + other, "{\"name\": \"" + first + "\"}"),
                409,
                "Conflict",
                "A schedule with the name '" + first + "' exists already.",
                "schedule_conflict");
    }

    @Test
    void whoMakesASchedulesMustBeAllowedToSubmitItsJobs() {
        var body = "{\"name\": \"n\", \"cron\": \"" + NIGHTLY + "\", \"type\": \"users_export\","
                + " \"request\": {\"all_fields\": true, \"include_credentials\": true}}";
        var token = server.token(Scope.CREATE_SCHEDULES, Scope.READ_USERS);

        var answer = server.send(server.request(PATH, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("read:user_credentials");
    }

    private JsonNode create(String cron, String others) {
        var answer = calls.post(
                PATH,
                "{\"name\": \"test-" + NAMES.incrementAndGet() + "\", \"cron\": \"" + cron
                        + "\", \"type\": \"users_export\", \"request\": {\"format\": \"ndjson\"}, " + others + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private List<JsonNode> runs(String id) {
        return json(calls.get(PATH + "/" + id + "/runs?take=100")).valueStream().toList();
    }

    private static String id(JsonNode schedule) {
        return schedule.path("id").stringValue();
    }
}
