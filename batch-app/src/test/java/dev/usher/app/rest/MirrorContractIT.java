package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertInvalidBody;
import static dev.usher.app.rest.Calls.assertRefused;
import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Imports that mirror their file, as they are asked for and followed over HTTP. */
class MirrorContractIT {

    private static final String JOBS = "/api/v2/jobs/";
    private static final String IMPORTS = JOBS + "users-imports";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final Calls calls = new Calls(server);
    private final String connectionId = calls.connectionId();

    @BeforeEach
    void makeUsers() {
        server.jdbc().sql("DELETE FROM users").update();
        calls.toItsEnd(submitted(MultipartForm.of(connectionId, users("a", "b", "c", "d"))));
    }

    @Test
    void showsWhatBecameOfUsersWhoAreMissing() {
        var job = mirrored("{\"action\": \"block\", \"max_percent\": 50.5, \"max_users\": 2}", users("c", "d"));

        assertThat(job.path("mirror").toString())
                .isEqualTo(
                        "{\"action\":\"block\",\"outcome\":\"applied\",\"users\":4,\"missing\":2,\"due\":2,\"waiting\":0,"
                                + "\"returning\":0,\"blocked\":2,\"unblocked\":0}");
        assertThat(json(calls.get("/api/v2/users/auth0%7Ca")).path("blocked").booleanValue())
                .isTrue();
    }

    @Test
    void showsADryRunOfDeletions() {
        var form = MultipartForm.of(connectionId, users("b", "c", "d"))
                .text("upsert", "true")
                .text("dry_run", "true")
                .text("mirror", "{\"action\": \"delete\", \"grace_runs\": 2}");

        var job = calls.toItsEnd(submitted(form));

        assertThat(job.path("mirror").toString())
                .isEqualTo(
                        "{\"action\":\"delete\",\"outcome\":\"planned\",\"users\":4,\"missing\":1,\"due\":0,\"waiting\":1,"
                                + "\"returning\":0,\"deleted\":0,\"unblocked\":0}");
        assertThat(json(calls.get(JOBS + job.path("id").stringValue() + "/absent-users"))
                        .toString())
                .isEqualTo("{\"users\":[{\"user_id\":\"auth0|a\",\"missed_runs\":1,\"due\":false}]}");
    }

    @Test
    void listsWhoIsMissingPageByPage() {
        var job = mirrored("{\"action\": \"block\"}", users("d"));
        var path = JOBS + job.path("id").stringValue() + "/absent-users?take=2";

        var first = json(calls.get(path));
        var second = json(
                calls.get(path + "&from=" + first.path("next").stringValue().replace("|", "%7C")));

        assertThat(job.path("status_code").stringValue()).isEqualTo("MIRROR_GUARD");
        assertThat(job.path("status_details").stringValue()).contains("2 more users than max_percent = 5 (1 of 4)");
        assertThat(job.path("mirror").path("outcome").stringValue()).isEqualTo("over_guard");
        assertThat(ids(first)).containsExactly("auth0|a", "auth0|b");
        assertThat(ids(second)).containsExactly("auth0|c");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void letsOneRequestPassTheGuards() {
        var job = mirrored("{\"action\": \"delete\", \"override_guards\": true}", users("d"));

        assertThat(job.path("mirror").path("deleted").intValue()).isEqualTo(3);
        assertThat(calls.get("/api/v2/users/auth0%7Ca").statusCode()).isEqualTo(404);
    }

    @Test
    void warnsWhereItIsUnknownWhoIsMissing() {
        var job = mirrored("{\"action\": \"block\"}", "[{\"email\": \"a@x.org\"}, {\"name\": \"Nobody\"}]");

        assertThat(job.path("mirror").path("outcome").stringValue()).isEqualTo("refused");
        assertThat(job.path("mirror").path("reason").stringValue()).isEqualTo("UNKNOWN_RECORDS");
        var report = json(calls.get(JOBS + job.path("id").stringValue() + "/report"));
        assertThat(report.at("/warnings/0/message").stringValue()).contains("nobody can tell who is missing");
        assertThat(report.at("/warnings/0/rows").intValue()).isEqualTo(1);
    }

    @Test
    void hasNobodyToListOfOtherJobs() {
        var import1 = submitted(MultipartForm.of(connectionId, users("e")));
        calls.toItsEnd(import1);

        assertThat(calls.get(JOBS + import1 + "/absent-users").body()).isEqualTo("{\"users\":[]}");
        assertRefused(
                calls.get(JOBS + "job_0000000000000000/absent-users"),
                404,
                "Not Found",
                "The job does not exist",
                "inexistent_job");
    }

    @ParameterizedTest
    @ValueSource(strings = {"take=0", "take=1001", "take=x", "from=%00"})
    void refusesPagesThatCanNotBe(String query) {
        var job = submitted(MultipartForm.of(connectionId, users("e")));

        assertThat(calls.get(JOBS + job + "/absent-users?" + query).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "block ! Payload validation error: 'Expected an object' on property mirror",
                "[] ! Payload validation error: 'Expected type object but found type array' on property mirror",
                "{} ! Payload validation error: 'Missing required property: action' on property mirror",
                "{'action':'hide'} ! Payload validation error: 'No enum match for: hide' on property mirror.action",
                "{'action':'block','max':1} ! Payload validation error: 'Additional properties not allowed: max' on property mirror",
                "{'action':'block','max_users':-1} ! Payload validation error: 'Value -1 is less than minimum 0' on property mirror.max_users",
                "{'action':'block','max_percent':100.5} ! Payload validation error: 'Value 100.5 is greater than maximum 100' on property mirror.max_percent",
                "{'action':'block','max_percent':1e999} ! Payload validation error: 'Value 1E+999 is greater than maximum 100' on property mirror.max_percent",
                "{'action':'block','max_percent':'5'} ! Payload validation error: 'Expected type number but found type string' on property mirror.max_percent",
                "{'action':'block','grace_runs':0} ! Payload validation error: 'Value 0 is less than minimum 1' on property mirror.grace_runs",
                "{'action':'block','grace_runs':5000000000} ! Payload validation error: 'Value 5000000000 is greater than maximum 1000' on property mirror.grace_runs",
                "{'action':'block','override_guards':'once'} ! Payload validation error: 'Expected type boolean but found type string' on property mirror.override_guards",
            })
    void refusesWhatCanNotBeMeant(String mirror, String message) {
        var form = MultipartForm.of(connectionId, users("a"))
                .text("upsert", "true")
                .text("mirror", mirror.replace('\'', '"'));

        assertInvalidBody(
                calls.post(IMPORTS, MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete())), message);
    }

    @Test
    void refusesAMirrorWithoutAnUpsert() {
        var form = MultipartForm.of(connectionId, users("a")).text("mirror", "{\"action\":\"block\"}");

        assertInvalidBody(
                calls.post(IMPORTS, MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete())),
                "Payload validation error: 'A mirror needs upsert=true: most users of the file exist' on property mirror");
    }

    private JsonNode mirrored(String mirror, String users) {
        return calls.toItsEnd(submitted(
                MultipartForm.of(connectionId, users).text("upsert", "true").text("mirror", mirror)));
    }

    private String submitted(MultipartForm form) {
        var answer = calls.post(IMPORTS, MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("id").stringValue();
    }

    private static String users(String... names) {
        var rows = new ArrayList<String>();
        for (var name : names) {
            rows.add("{\"email\": \"" + name + "@x.org\", \"user_id\": \"" + name + "\"}");
        }
        return rows.toString();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("users")
                .valueStream()
                .map(user -> user.path("user_id").stringValue())
                .toList();
    }
}
