package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertInvalidBody;
import static dev.usher.app.rest.Calls.assertRefused;
import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.client.mgmt.ManagementAPI;
import com.auth0.client.mgmt.filter.ConnectionFilter;
import com.auth0.exception.Auth0Exception;
import com.auth0.json.mgmt.connections.Connection;
import com.auth0.net.client.DefaultHttpClient;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConnectionApiIT {

    private static final String PATH = "/api/v2/connections";
    private static final String UNKNOWN = PATH + "/con_0000000000000000";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.connections[0].name=declared",
            "usher.connections[0].strategy=auth0",
            "usher.connections[0].options.requires-username=true");

    private final Calls calls = new Calls(server);
    private final Connections connections = server.bean(Connections.class);

    @AfterEach
    void deleteOthers() {
        server.jdbc()
                .sql("TRUNCATE users, jobs, job_errors, job_leases CASCADE")
                .update();
        server.jdbc()
                .sql("DELETE FROM connections WHERE name NOT IN ('declared', 'Username-Password-Authentication')")
                .update();
    }

    @Test
    void showsAConnectionAsAuth0Does() {
        var created = calls.post(PATH, """
                {"name": "acme", "strategy": "auth0",
                 "options": {"requires_username": true, "validation": {"username": {"min": 3, "max": 20}}}}
                """);
        assertThat(created.statusCode()).isEqualTo(201);
        var id = json(created).path("id").stringValue();

        var expected = """
                {"id":"%s","strategy":"auth0","name":"acme",\
                "options":{"import_mode":false,"requires_username":true,"validation":{"username":{"min":3,"max":20}},\
                "passwordPolicy":"low","password_complexity_options":{"min_length":8},\
                "password_hash":{"algorithm":"bcrypt","cost":10},"set_user_root_attributes":"on_each_login","required_fields":[]},\
                "is_domain_connection":false,"realms":["acme"],"enabled_clients":[]}""".formatted(id);
        assertThat(created.body()).isEqualTo(expected);
        assertThat(calls.get(PATH + "/" + id).body()).isEqualTo(expected);
        assertThat(calls.get(PATH + "?name=acme&include_totals=true&per_page=50")
                        .body())
                .isEqualTo("{\"total\":1,\"start\":0,\"limit\":50,\"connections\":[" + expected + "]}");
        assertThat(calls.get(PATH + "?name=acme").body()).isEqualTo("[" + expected + "]");
    }

    @Test
    void showsOnlyDatabasesWithUsernames() {
        create("corporate", "samlp");

        assertThat(json(calls.get(PATH + "?name=corporate"))
                        .get(0)
                        .path("options")
                        .toString())
                .isEqualTo("{\"set_user_root_attributes\":\"on_each_login\",\"required_fields\":[]}");
    }

    @Test
    void listsByStrategyInPages() {
        create("b", "sms");
        create("a", "samlp");
        create("c", "google-oauth2");

        assertThat(names(calls.get(PATH + "?strategy=sms&strategy=samlp").body()))
                .isEqualTo("a b");
        assertThat(names(calls.get(PATH + "?per_page=2").body())).isEqualTo("Username-Password-Authentication a");
        assertThat(names(calls.get(PATH + "?per_page=2&page=1").body())).isEqualTo("b c");
        assertThat(names(calls.get(PATH + "?per_page=2&page=2").body())).isEqualTo("declared");
        assertThat(calls.get(PATH + "?per_page=2&page=3&include_totals=true").body())
                .isEqualTo("{\"total\":5,\"start\":6,\"limit\":2,\"connections\":[]}");
    }

    @Test
    void showsOnlyTheMembersThatAreWanted() {
        assertThat(calls.get(PATH + "?name=declared&fields=name,strategy").body())
                .isEqualTo("[{\"strategy\":\"auth0\",\"name\":\"declared\"}]");
        var id = connections.find("declared").orElseThrow().id();
        assertThat(calls.get(PATH + "/" + id + "?fields=options,id,realms&include_fields=false")
                        .body())
                .isEqualTo("{\"strategy\":\"auth0\",\"name\":\"declared\",\"is_domain_connection\":false,"
                        + "\"enabled_clients\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            per_page=101          | Value 101 is greater than maximum 100                  | per_page
            per_page=-1           | Value -1 is less than minimum 0                        | per_page
            page=x                | Expected type integer but found type string            | page
            include_totals=1      | Expected type boolean but found type string            | include_totals
            include_fields=yes    | Expected type boolean but found type string            | include_fields
            strategy=auht0        | No enum match for: auht0                               | strategy
            """)
    void refusesQueriesThatMakeNoSense(String query, String what, String parameter) {
        assertRefused(
                calls.get(PATH + "?" + query),
                400,
                "Bad Request",
                "Query validation error: '" + what + "' on property " + parameter,
                "invalid_query_string");
    }

    @Test
    void takesAnExportedConnectionOfAuth0AndKeepsNoSecrets() {
        var created = calls.post(PATH, """
                {"name": "corporate", "strategy": "waad", "display_name": "Corporate", "show_as_button": true,
                 "is_domain_connection": false, "realms": ["corporate"], "enabled_clients": ["abc"], "metadata": {},
                 "options": {"client_id": "x", "client_secret": "hidden", "tenant_domain": "example.com",
                             "domain_aliases": [], "set_user_root_attributes": "never_on_login"}}
                """);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(server.jdbc()
                        .sql("SELECT options::text FROM connections WHERE name = 'corporate'")
                        .query(String.class)
                        .single())
                .contains("never_on_login")
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"strategy": "auth0"}                       | 'Missing required property: name'.
            {"name": "acme"}                            | 'Missing required property: strategy'.
            {"name": "acme", "strategy": "auht0"}       | 'No enum match for: auht0' on property strategy
            {"name": 1, "strategy": "auth0"}            | 'Expected type string but found type integer' on property name
            {"name": "a b", "strategy": "auth0"}        | 'String does not match pattern ^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,126}[A-Za-z0-9])?$' on property name
            {"name": "a", "strategy": "sms", "x": 1}    | 'Additional properties not allowed: x'.
            []                                          | 'Expected type object but found type array'.
            {"name": "a", "strategy": "auth0", "options": {"max_age": 1}} | 'Additional properties not allowed: max_age' on property options
            {"name": "a", "strategy": "auth0", "options": {"validation": {"username": {"min": 0}}}} | 'Value 0 is less than minimum 1' on property options.validation.username.min
            {"name": "a", "strategy": "auth0", "options": {"validation": {"username": {"max": 999999999999}}}} | 'The length of a username must lie between 1 and 128, and its minimum (1) must not exceed its maximum (2147483647).' on property options
            {"name": "a", "strategy": "auth0", "options": {"required_fields": ["age"]}} | ''age' can't be required: it is neither an attribute of a user nor a path into app_metadata or user_metadata.' on property options
            {"name": "a", "strategy": "sms", "options": {"passwordPolicy": "good"}} | 'Only database connections (auth0) have passwords: one of the strategy sms can't say what they are like.' on property options
            {"name": "a", "strategy": "auth0", "options": {"password_hash": {"cost": 16}}} | 'The cost of bcrypt must lie between 4 and 15, not 16.' on property options
            {"name": "a", "strategy": "sms", "options": {"requires_username": true}} | 'Only database connections (auth0) have usernames: one of the strategy sms can neither require them nor say how long they are.' on property options
            {"name": "a", "strategy": "sms", "options": {"set_user_root_attributes": "never"}} | 'No enum match for: never' on property options.set_user_root_attributes
            """)
    void refusesBodiesThatAreNoConnection(String body, String what) {
        assertInvalidBody(calls.post(PATH, body), "Payload validation error: " + what);
        assertThat(connections.list()).hasSize(2);
    }

    @Test
    void refusesWhatIsNoJson() {
        assertInvalidBody(calls.post(PATH, "{\"name\": tre"), "Payload validation error: 'Invalid JSON format'.");
    }

    @Test
    void refusesANameTwice() {
        assertRefused(
                calls.post(PATH, "{\"name\": \"declared\", \"strategy\": \"sms\"}"),
                409,
                "Conflict",
                "A connection with the same name already exists",
                "connection_conflict");
    }

    @Test
    void keepsWhatPasswordsMustBeLike() {
        var id = connections
                .create("acme", Strategy.of("auth0"), ConnectionOptions.DEFAULTS)
                .id();

        var changed = calls.patch(PATH + "/" + id, """
                {"options": {"passwordPolicy": "excellent", "password_complexity_options": {"min_length": 14},
                             "password_hash": {"algorithm": "argon2id"}}}""");

        assertThat(json(changed).path("options").toString())
                .contains("\"passwordPolicy\":\"excellent\",\"password_complexity_options\":{\"min_length\":14},"
                        + "\"password_hash\":{\"algorithm\":\"argon2id\"}");
        assertThat(calls.get(PATH + "/" + id).body()).isEqualTo(changed.body());
    }

    @Test
    void replacesTheOptionsAsAWhole() {
        var id = connections
                .create(
                        "acme",
                        Strategy.of("auth0"),
                        new ConnectionOptions(
                                true, 3, 20, ConnectionOptions.DEFAULTS.setUserRootAttributes(), List.of()))
                .id();

        var changed = calls.patch(PATH + "/" + id, "{\"options\": {\"required_fields\": [\"given_name\"]}}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).path("options").toString())
                .isEqualTo("{\"import_mode\":false,\"requires_username\":false,\"validation\":{\"username\":"
                        + "{\"min\":1,\"max\":15}},\"passwordPolicy\":\"low\",\"password_complexity_options\":"
                        + "{\"min_length\":8},\"password_hash\":{\"algorithm\":\"bcrypt\",\"cost\":10},"
                        + "\"set_user_root_attributes\":\"on_each_login\",\"required_fields\":[\"given_name\"]}");
        assertThat(calls.patch(PATH + "/" + id, "{\"display_name\": \"Acme\"}").body())
                .isEqualTo(changed.body());
        assertThat(calls.patch(PATH + "/" + id, "{\"options\": " + json(changed).path("options") + "}")
                        .body())
                .isEqualTo(changed.body());
        assertInvalidBody(
                calls.patch(PATH + "/" + id, "{\"name\": \"other\"}"),
                "Payload validation error: 'Additional properties not allowed: name'.");
    }

    @Test
    void deletesAConnectionThatIsNotUsed() {
        var id = create("acme", "sms");

        var deleted = calls.delete(PATH + "/" + id);

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(connections.find(id)).isEmpty();
    }

    @Test
    void keepsAConnectionWithUsers() {
        var id = create("acme", "sms");
        server.jdbc().sql("""
                        INSERT INTO users (user_id, connection_id, created_at, updated_at, email_is_unique)
                        VALUES ('sms|1', :id, now(), now(), true)
                        """).param("id", id).update();

        assertRefused(
                calls.delete(PATH + "/" + id),
                409,
                "Conflict",
                "The connection has users. Only a connection without users can be deleted.",
                "operation_not_possible");
    }

    @Test
    void keepsAConnectionIntoWhichAJobImports() {
        var id = create("acme", "sms");
        server.jdbc().sql("""
                        INSERT INTO jobs (id, type, status, connection_id, connection, request)
                        VALUES ('job_0000000000000001', 'users_import', 'pending', :id, 'acme', '{}')
                        """).param("id", id).update();

        assertRefused(
                calls.delete(PATH + "/" + id),
                409,
                "Conflict",
                "The job job_0000000000000001 imports into the connection 'acme'. Wait for its end, or stop it first.",
                "operation_not_possible");
    }

    @Test
    void changesNothingThatTheConfigurationDeclares() {
        var id = connections.find("declared").orElseThrow().id();
        var refusal = "The connection 'declared' is declared in the configuration of the server, which would bring it"
                + " back at the next start. Change it there.";

        assertRefused(
                calls.patch(PATH + "/" + id, "{\"options\": {}}"), 409, "Conflict", refusal, "operation_not_possible");
        assertRefused(calls.delete(PATH + "/" + id), 409, "Conflict", refusal, "operation_not_possible");
        assertThat(calls.patch(PATH + "/" + id, "{\"options\": {\"requires_username\": true}}")
                        .statusCode())
                .as("that is what is declared")
                .isEqualTo(200);
    }

    @Test
    void knowsNoOtherConnections() {
        var answers = List.of(calls.get(UNKNOWN), calls.patch(UNKNOWN, "{\"options\": {}}"), calls.delete(UNKNOWN));
        assertThat(answers)
                .allSatisfy(answer -> assertRefused(
                        answer, 404, "Not Found", "The connection does not exist", "inexistent_connection"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"declared", "con_1", "con_000000000000000%2F"})
    void refusesIdsThatAreNone(String id) {
        assertThat(calls.get(PATH + "/" + id).statusCode()).isEqualTo(400);
    }

    @Test
    void wantsAScopeForEach() {
        var token = server.token(Scope.READ_USERS);

        assertRefused(
                server.get(PATH, token),
                403,
                "Forbidden",
                "Insufficient scope, expected any of: read:connections",
                "insufficient_scope");
    }

    @Test
    void worksWithTheClientOfAuth0() throws Auth0Exception {
        var uri = server.uri("").toString();
        var api = ManagementAPI.newBuilder(uri, server.tokenWithAllScopes())
                .withHttpClient(DefaultHttpClient.newBuilder().withMaxRetries(0).build())
                .build()
                .connections();
        var wanted = new Connection("acme", "auth0");
        wanted.setOptions(Map.of("requires_username", true, "passwordPolicy", "good"));

        var id = api.create(wanted).execute().getBody().getId();
        var page = api.listAll(new ConnectionFilter()
                        .withName("acme")
                        .withStrategy("auth0")
                        .withPage(0, 50)
                        .withTotals(true))
                .execute()
                .getBody();
        var change = new Connection();
        change.setOptions(Map.of());
        api.update(id, change).execute();

        assertThat(page.getTotal()).isEqualTo(1);
        assertThat(page.getItems().get(0).getId()).isEqualTo(id);
        assertThat(api.get(id, new ConnectionFilter()).execute().getBody().getOptions())
                .containsEntry("requires_username", false);
        api.delete(id).execute();
        assertThat(connections.find(id)).isEmpty();
    }

    private String create(String name, String strategy) {
        return connections
                .create(name, Strategy.of(strategy), ConnectionOptions.DEFAULTS)
                .id();
    }

    private static String names(String body) {
        return String.join(
                " ",
                Calls.JSON
                        .readTree(body)
                        .valueStream()
                        .map((JsonNode c) -> c.path("name").stringValue())
                        .toList());
    }
}
