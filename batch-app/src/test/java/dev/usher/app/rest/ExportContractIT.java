package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertInvalidBody;
import static dev.usher.app.rest.Calls.assertJson;
import static dev.usher.app.rest.Calls.assertRefused;
import static dev.usher.app.rest.Calls.json;
import static dev.usher.app.rest.Calls.members;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for exports, as JSON and as forms. */
class ExportContractIT {

    private static final String PATH = "/api/v2/jobs/users-exports";
    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final Calls calls = new Calls(server);
    private final String connectionId = calls.connectionId();

    @Test
    void answersWithTheMembersThatWereRecorded() {
        var answer = calls.post(PATH, """
                {"connection_id": "%s", "format": "json", "limit": 5,
                 "fields": [{"name": "name"}, {"name": "email"}, {"name": "identities[0].connection"}]}
                """.formatted(connectionId));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertJson(answer);
        var job = json(answer);
        assertThat(answer.body()).isEqualTo("""
                {"type":"users_export","status":"pending","connection_id":"%s","format":"json","limit":5,\
                "fields":[{"name":"name"},{"name":"email"},{"name":"identities[0].connection"}],\
                "connection":"Username-Password-Authentication","created_at":"%s","id":"%s"}""".formatted(
                        connectionId,
                        job.path("created_at").stringValue(),
                        job.path("id").stringValue()));
    }

    @Test
    void exportsAllUsersOfAConnectionAsCsvUnlessToldOtherwise() {
        var job = json(calls.post(PATH, "{\"connection_id\": \"" + connectionId + "\"}"));

        assertThat(members(job))
                .containsExactly("type", "status", "connection_id", "format", "connection", "created_at", "id");
        assertThat(job.path("format").stringValue()).isEqualTo("csv");
    }

    @Test
    void exportsTheUsersOfAllConnectionsUnlessOneIsNamed() {
        var job = json(calls.post(PATH, "{}"));

        assertThat(members(job)).containsExactly("type", "status", "format", "created_at", "id");
    }

    @Test
    void takesAForm() {
        var answer = calls.post(
                PATH + "?test=value",
                FORM,
                BodyPublishers.ofString(form(
                        "connection_id=" + connectionId,
                        "format=json",
                        "limit=5",
                        "fields[1][name]=user_metadata.plan",
                        "fields[0][name]=email",
                        "fields[0][export_as]=E & M")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("limit").intValue()).isEqualTo(5);
        assertThat(json(answer).path("fields").toString())
                .isEqualTo("[{\"name\":\"email\",\"export_as\":\"E & M\"},{\"name\":\"user_metadata.plan\"}]");
    }

    @Test
    void takesAQueryForUsers() {
        var answer = calls.post(PATH, "{\"format\": \"json\", \"q\": \"email.domain:\\\"example.com\\\"\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAQueryThatCannotBeRun() {
        assertRefused(
                calls.post(PATH, "{\"q\": \"name:jane AND\"}"),
                400,
                "Bad Request",
                "The query ends where a value or a closing bracket is missing (column 14).",
                "invalid_query_string");
    }

    @Test
    void takesAFormWithoutAQuery() {
        var answer = calls.post(PATH, FORM, BodyPublishers.ofString(form("format=json", "gzip=false")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("format").stringValue()).isEqualTo("json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=x                   | Expected type integer but found type string  | limit
            limit=0                   | Value 0 is less than minimum 1               | limit
            gzip=yes                  | Expected type boolean but found type string  | gzip
            format=xml                | No enum match for: xml                       | format
            fields[0][nam]=email      | Additional properties not allowed: nam       | fields[0]
            fields=email              | Expected type array but found type string    | fields
            """)
    void refusesFormsAsItRefusesJson(String parameter, String what, String property) {
        assertInvalidBody(
                calls.post(PATH, FORM, BodyPublishers.ofString(form(parameter))),
                "Payload validation error: '" + what + "' on property " + property);
    }

    @Test
    void refusesParametersThatItDoesNotKnow() {
        assertInvalidBody(
                calls.post(PATH, FORM, BodyPublishers.ofString(form("formats=csv", "fields[a][name]=email"))),
                "Payload validation error: 'Additional properties not allowed: fields[a][name],formats'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"format": "xml"}                     | 'No enum match for: xml' on property format
            {"format": "CSV"}                     | 'No enum match for: CSV' on property format
            {"format": 1}                         | 'Expected type string but found type integer' on property format
            {"limit": 0}                          | 'Value 0 is less than minimum 1' on property limit
            {"limit": -5}                         | 'Value -5 is less than minimum 1' on property limit
            {"limit": "x"}                        | 'Expected type integer but found type string' on property limit
            {"limit": 1.5}                        | 'Expected type integer but found type number' on property limit
            {"limit": null}                       | 'Expected type integer but found type null' on property limit
            {"limits": 1}                         | 'Additional properties not allowed: limits'.
            {"connection_id": "con_1"}            | 'String does not match pattern ^con_[A-Za-z0-9]{16}$' on property connection_id
            {"connection_id": 1}                  | 'Expected type string but found type integer' on property connection_id
            {"fields": {}}                        | 'Expected type array but found type object' on property fields
            {"fields": ["email"]}                 | 'Expected type object but found type string' on property fields[0]
            {"fields": [{}]}                      | 'Missing required property: name' on property fields[0]
            {"fields": [{"export_as": "x"}]}      | 'Missing required property: name' on property fields[0]
            {"fields": [{"name": 1}]}             | 'Expected type string but found type integer' on property fields[0].name
            {"fields": [{"name": "email", "as": "x"}]} | 'Additional properties not allowed: as' on property fields[0]
            []                                    | 'Expected type object but found type array'.
            "csv"                                 | 'Expected type object but found type string'.
            """)
    void refusesBodiesThatMakeNoSense(String body, String what) {
        assertInvalidBody(calls.post(PATH, body), "Payload validation error: " + what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "export_as"})
    void refusesNamesThatAreTooLong(String member) {
        var name = "x".repeat(101);
        var field = member.equals("name")
                ? "{\"name\": \"" + name + "\"}"
                : "{\"name\": \"email\", \"export_as\": \"" + name + "\"}";

        assertInvalidBody(
                calls.post(PATH, "{\"fields\": [" + field + "]}"),
                "Payload validation error: 'String is too long (101 chars), maximum 100' on property fields[0]."
                        + member);
    }

    @Test
    void writesThirtyFieldsOfCsvAtMost() {
        assertThat(calls.post(PATH, fields(30)).statusCode()).isEqualTo(200);

        var refused = calls.post(PATH, fields(31));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("errorCode").stringValue()).isEqualTo("invalid_body");
        assertThat(json(refused).path("message").stringValue())
                .startsWith("Payload validation error: '")
                .contains("30")
                .endsWith("' on property fields");
    }

    @Test
    void writesNoWholeMetadataToCsv() {
        var refused = calls.post(PATH, "{\"format\": \"csv\", \"fields\": [{\"name\": \"user_metadata\"}]}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("errorCode").stringValue()).isEqualTo("invalid_body");
        assertThat(json(refused).path("message").stringValue())
                .contains("user_metadata")
                .endsWith("' on property fields");

        assertThat(calls.post(PATH, "{\"format\": \"json\", \"fields\": [{\"name\": \"user_metadata\"}]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatIsNoJson() {
        assertInvalidBody(calls.post(PATH, "{"), "Payload validation error: 'Invalid JSON format'.");
        assertInvalidBody(calls.post(PATH, ""), "Payload validation error: 'Invalid JSON format'.");
    }

    @Test
    void refusesOtherKindsOfBodies() {
        assertRefused(
                calls.post(PATH, "text/plain", BodyPublishers.ofString("{}")),
                415,
                "Unsupported Media Type",
                "Unsupported Media Type",
                null);
    }

    @Test
    void refusesConnectionsThatDoNotExist() {
        assertRefused(
                calls.post(PATH, "{\"connection_id\": \"con_0000000000000000\"}"),
                400,
                "Bad Request",
                "The connection does not exist.",
                "inexistent_connection");
    }

    @Test
    void writesCredentialsOnlyForThoseWhoMayReadThem() {
        HttpResponse<String> refused = server.send(server.request(PATH, server.token(Scope.READ_USERS))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"all_fields\": true, \"include_credentials\": true}")));

        assertRefused(
                refused,
                403,
                "Forbidden",
                "Insufficient scope, expected any of: read:user_credentials",
                "insufficient_scope");
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\": \"user_metadata.m" + i + "\"}")
                .collect(joining(",", "{\"fields\": [", "]}"));
    }

    private static String form(String... parameters) {
        return Arrays.stream(parameters)
                .map(parameter -> parameter.split("=", 2))
                .map(p -> URLEncoder.encode(p[0], StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(p[1], StandardCharsets.UTF_8))
                .collect(joining("&"));
    }
}
