package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users one by one, literally as Auth0 answers. */
class UserContractIT {

    static final String USERS = "/api/v2/users";
    private static final String DATABASE = "Username-Password-Authentication";
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final Calls calls = new Calls(server);

    @BeforeAll
    static void createConnections() {
        var connections = server.bean(Connections.class);
        connections.create(
                "named",
                Strategy.of("auth0"),
                new ConnectionOptions(true, 1, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of()));
        connections.create(
                "later",
                Strategy.of("oidc"),
                new ConnectionOptions(false, 1, 15, SetUserRootAttributes.ON_FIRST_LOGIN, List.of()));
        for (var strategy : List.of("email", "sms", "google-oauth2", "samlp")) {
            connections.create(strategy, Strategy.of(strategy), ConnectionOptions.DEFAULTS);
        }
    }

    @AfterEach
    void deleteUsers() {
        server.jdbc().sql("TRUNCATE users").update();
    }

    @Test
    void createsAUser() {
        var answer = calls.post(USERS, """
                {"connection": "named", "email": "Chuck@Example.com", "password": "%s", "username": "Chuck",
                 "user_id": "63d17c4a8869daf88ed7db97", "email_verified": false}""".formatted(PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(201);
        var at = json(answer).path("created_at").stringValue();
        assertThat(at).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(answer.body()).isEqualTo("""
                {"created_at":"%1$s","email":"chuck@example.com","email_verified":false,\
                "identities":[{"connection": "named", "provider": "auth0", "user_id": "63d17c4a8869daf88ed7db97", "isSocial": false}],\
                "name":"chuck@example.com","nickname":"chuck","picture":"https://s.gravatar.com/avatar/0b79e7da7bc7877560620cf8f2cc93ae?s=480&r=pg&d=https%%3A%%2F%%2Fcdn.auth0.com%%2Favatars%%2Fch.png",\
                "updated_at":"%1$s","user_id":"auth0|63d17c4a8869daf88ed7db97","username":"chuck"}""".formatted(at));
        assertThat(calls.get(USERS + "/auth0%7C63d17c4a8869daf88ed7db97").body())
                .isEqualTo(answer.body());
    }

    @Test
    void makesAnIdOf24HexadecimalDigits() {
        assertThat(json(create("{\"connection\": \"sms\", \"phone_number\": \"+15551234567\"}"))
                        .path("user_id")
                        .stringValue())
                .matches("sms\\|[0-9a-f]{24}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                                             | Payload validation error: 'Missing required property: connection'. | invalid_body",
                "{\"connection\": \"" + DATABASE
                        + "\", \"password\": \"p\"}    | Payload validation error: 'Missing required property: email'. | invalid_body",
                "{\"connection\": \"" + DATABASE
                        + "\", \"email\": \"a@b.co\"}  | Payload validation error: 'Missing required property: password'. | invalid_body",
                "{\"connection\": \"named\", \"email\": \"a@b.co\", \"password\": \"p\"} | Payload validation error: 'Missing required property: username'. | invalid_body",
                "{\"connection\": \"email\"}                                    | Payload validation error: 'Missing required property: email'. | invalid_body",
                "{\"connection\": \"sms\"}                                      | Payload validation error: 'Missing required property: phone_number'. | invalid_body",
                "{\"connection\": \"email\", \"email\": \"nobody\"}             | Payload validation error: 'Object didn't pass validation for format email: nobody' on property email | invalid_body",
                "{\"connection\": \"email\", \"email\": 7}                      | Payload validation error: 'Expected type string but found type number' on property email | invalid_body",
                "{\"connection\": \"email\", \"email\": null}                   | Payload validation error: 'Expected type string but found type null' on property email | invalid_body",
                "{\"connection\": \"email\", \"email\": \"a@b.co\", \"blocked\": \"no\"} | Payload validation error: 'Expected type boolean but found type string' on property blocked | invalid_body",
                "{\"connection\": \"email\", \"email\": \"a@b.co\", \"given_name\": \"\"} | Payload validation error: 'String is too short (0 chars), minimum 1' on property given_name | invalid_body",
                "{\"connection\": \"email\", \"email\": \"a@b.co\", \"nick\": 1} | Payload validation error: 'Additional properties not allowed: nick'. | invalid_body",
                "{\"connection\": \"email\", \"email\": \"a@b.co\", \"app_metadata\": {\"user_id\": 1}} | Payload validation error: 'The key is reserved' on property app_metadata.user_id | invalid_body",
                "{\"connection\": \"nowhere\", \"email\": \"a@b.co\"}           | The connection does not exist. | inexistent_connection",
                "{\"connection\": \"google-oauth2\", \"email\": \"a@b.co\"}     | Connection does not support user creation through the API. It must either be a database or passwordless connection. | operation_not_supported",
                "{\"connection\": \"" + DATABASE + "\", \"email\": \"a@b.co\", \"password\": \"" + PASSWORD
                        + "\", \"username\": \"a\"} | Cannot set username for connection without requires_username. | operation_not_supported",
                "{\"connection\": \"" + DATABASE
                        + "\", \"email\": \"a@b.co\", \"password\": \"short\"} | PasswordStrengthError: Password is too weak | invalid_body",
            })
    void refusesToCreate(String body, String message, String errorCode) {
        var answer = calls.post(USERS, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").stringValue()).isEqualTo(message);
        assertThat(json(answer).path("errorCode").stringValue()).isEqualTo(errorCode);
    }

    @Test
    void refusesToCreateAUserTwice() {
        create("{\"connection\": \"email\", \"email\": \"ann@example.com\"}");

        var answer = calls.post(USERS, "{\"connection\": \"email\", \"email\": \"Ann@example.com\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .isEqualTo("{\"statusCode\":409,\"error\":\"Conflict\",\"message\":\"The user already exists.\","
                        + "\"errorCode\":\"auth0_idp_error\"}");
    }

    @Test
    void doesNotKnowAUserThatIsNotThere() {
        for (var answer : List.of(calls.get(USERS + "/auth0%7Cnobody"), calls.patch(USERS + "/auth0%7Cnobody", "{}"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo("{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"The user does not exist.\","
                            + "\"errorCode\":\"inexistent_user\"}");
        }
        assertThat(calls.delete(USERS + "/auth0%7Cnobody").statusCode()).isEqualTo(204);
    }

    @Test
    void deletesAUser() {
        var id = id(create("{\"connection\": \"email\", \"email\": \"ann@example.com\"}"));

        var answer = calls.delete(path(id));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(calls.get(path(id)).statusCode()).isEqualTo(404);
        assertThat(calls.delete(path(id)).statusCode()).isEqualTo(204);
    }

    @Test
    void findsByEmailExactly() {
        create(database("JohnSmith@Example.com"));
        create("{\"connection\": \"email\", \"email\": \"johnsmith@example.com\"}");

        assertThat(json(calls.get("/api/v2/users-by-email?email=johnsmith@example.com")))
                .hasSize(2);
        assertThat(calls.get("/api/v2/users-by-email?email=JohnSmith@Example.com")
                        .body())
                .isEqualTo("[]");
        assertThat(calls.get("/api/v2/users-by-email").statusCode()).isEqualTo(400);
        assertThat(calls.get("/api/v2/users-by-email?email=johnsmith@example.com&fields=email")
                        .body())
                .isEqualTo("[{\"email\":\"johnsmith@example.com\"},{\"email\":\"johnsmith@example.com\"}]");
    }

    @Test
    void findsAHundredByEmailAtMost() {
        for (int i = 0; i < 101; i++) {
            insert("google-oauth2", "%03d".formatted(i));
        }

        var found = json(calls.get("/api/v2/users-by-email?email=x@example.com&fields=user_id"));

        assertThat(found).hasSize(100);
        assertThat(found.path(99).path("user_id").stringValue()).isEqualTo("google-oauth2|099");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fields=email                              | email",
                "fields=email,user_id&include_fields=true  | email user_id",
                "fields=picture,identities,created_at,updated_at,name,nickname,email_verified&include_fields=false"
                        + " | email user_id",
                "fields=                                   | created_at email email_verified identities name nickname"
                        + " picture updated_at user_id",
            })
    void showsTheFieldsThatAreAskedFor(String query, String names) {
        var id = id(create("{\"connection\": \"email\", \"email\": \"ann@example.com\"}"));

        assertThat(json(calls.get(path(id) + "?" + query)).propertyNames()).containsExactly(names.split(" "));
    }

    @Test
    void refusesFieldsThatAreNone() {
        var id = id(create("{\"connection\": \"email\", \"email\": \"ann@example.com\"}"));

        var answer = calls.get(path(id) + "?fields=id,email,name");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errorCode").stringValue()).isEqualTo("invalid_query_string");
        assertThat(json(answer).path("message").stringValue())
                .startsWith("Query validation error: 'String 'id,email,name' does not match pattern. Must be a comma"
                        + " separated list of the following values: phone_number,email,email_verified,picture,username,"
                        + "user_id,name,nickname,created_at,identities,app_metadata,user_metadata,last_ip,last_login,"
                        + "logins_count,updated_at,blocked,family_name,given_name' on property fields (Comma-separated"
                        + " list of fields to include or exclude (based on value provided for include_fields) in the"
                        + " result. Leave empty to retrieve all fields).");
    }

    @Test
    void mergesMetadataAtTheFirstLevel() {
        var id = id(create("""
                {"connection": "email", "email": "ann@example.com",
                 "user_metadata": {"addresses": {"home": "123 Main Street", "work": "10 High Street"}, "n": 1.10, "gone": 1},
                 "app_metadata": {"facts": [1, 2]}}"""));

        var answer = calls.patch(path(id), """
                {"user_metadata": {"addresses": {"home": "742 Evergreen Terrace"}, "gone": null, "big": 12345678901234567890.10},
                 "app_metadata": {"other": true}}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"user_metadata\":{\"n\": 1.10, \"big\": 12345678901234567890.10,"
                        + " \"addresses\": {\"home\": \"742 Evergreen Terrace\"}}")
                .contains("\"app_metadata\":{\"facts\": [1, 2], \"other\": true}");
    }

    @Test
    void emptiesMetadataByAnEmptyObject() {
        var id = id(create("""
                {"connection": "email", "email": "ann@example.com", "user_metadata": {"a": 1}, "app_metadata": {"a": 1}}"""));

        var changed = json(calls.patch(path(id), "{\"user_metadata\": {}, \"app_metadata\": {}}"));

        assertThat(changed.path("user_metadata").toString()).isEqualTo("{}");
        assertThat(changed.has("app_metadata")).isFalse();
    }

    @Test
    void removesByNull() {
        var id = id(create("""
                {"connection": "email", "email": "ann@example.com", "given_name": "Ann", "family_name": "Ash",
                 "name": "Ann Ash", "picture": "https://example.com/a.png"}"""));

        var changed = json(calls.patch(
                path(id), "{\"given_name\": null, \"family_name\": null, \"name\": null, \"picture\": null}"));

        assertThat(changed.propertyNames())
                .containsExactly(
                        "created_at",
                        "email",
                        "email_verified",
                        "identities",
                        "nickname",
                        "picture",
                        "updated_at",
                        "user_id");
        assertThat(changed.path("picture").stringValue()).startsWith("https://s.gravatar.com/");
    }

    @Test
    void anAddressThatChangesIsNotVerified() {
        var id = id(create("{\"connection\": \"email\", \"email\": \"ann@example.com\", \"email_verified\": true}"));

        assertThat(json(calls.patch(path(id), "{\"email\": \"ann@example.com\"}"))
                        .path("email_verified")
                        .booleanValue())
                .isTrue();
        assertThat(json(calls.patch(path(id), "{\"email\": \"Ash@example.com\"}"))
                        .path("email_verified")
                        .booleanValue())
                .isFalse();
        var both = json(calls.patch(path(id), "{\"email\": \"oak@example.com\", \"email_verified\": true}"));
        assertThat(both.path("email").stringValue()).isEqualTo("oak@example.com");
        assertThat(both.path("email_verified").booleanValue()).isTrue();
    }

    @Test
    void aPasswordIsHashedAndNeverShown() {
        var id = id(create(database("ann@example.com")));
        var first = hash(id);
        assertThat(first).startsWith("$2b$10$");

        var answer = calls.patch(path(id), "{\"password\": \"another horse battery\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("$2b$").doesNotContain("battery");
        assertThat(json(answer).path("last_password_reset").stringValue())
                .isEqualTo(json(answer).path("updated_at").stringValue());
        assertThat(hash(id)).startsWith("$2b$10$").isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password, email          | Cannot update password and email simultaneously.",
                "password, email_verified | Cannot update password and email_verified simultaneously.",
                "username, email          | Cannot update username and email simultaneously.",
                "username, email_verified | Cannot update username and email_verified simultaneously.",
                "username, password       | Cannot update username and password simultaneously.",
            })
    void refusesToChangeTogether(String names, String message) {
        var id = id(create(database("ann@example.com")));
        var body = new StringBuilder("{");
        for (var name : List.of(names.split(", ", -1))) {
            var value = name.equals("email_verified") ? "true" : "\"other-value@example.com\"";
            body.append(body.length() == 1 ? "" : ",").append("\"" + name + "\": " + value);
        }

        assertRefused(calls.patch(path(id), body + "}"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "google-oauth2 | {\"name\": \"A\", \"given_name\": \"A\", \"family_name\": \"A\", \"nickname\": \"A\", \"picture\": \"https://a.co/a\"}"
                        + " | The following user attributes cannot be updated: family_name, given_name, name, nickname, picture. The connection must either be a database connection (using the Auth0 store), a passwordless connection (email or sms) or has disabled 'Sync user profile attributes at each login'.",
                "samlp         | {\"name\": null} | The following user attributes cannot be removed: name. The connection must either be a database connection (using the Auth0 store), a passwordless connection (email or sms) or has disabled 'Sync user profile attributes at each login'.",
                "google-oauth2 | {\"email\": \"a@b.co\"}     | Cannot update email for non-database user.",
                "samlp         | {\"email_verified\": true}  | Email verification is not supported for enterprise users.",
                "google-oauth2 | {\"password\": \"abcdefgh\"} | Connection is not supported for this operation.",
                "samlp         | {\"phone_number\": \"+1\"}  | Connection is not supported for this operation.",
                "email         | {\"username\": \"ann\"}     | Cannot set username for connection without requires_username.",
                "email         | {\"email\": null}           | The following user attributes cannot be removed: email. The connection requires them.",
                "email         | {\"identities\": []}        | Your account is not allowed to update the following user attributes: identities.",
                "email         | {\"connection\": \"nowhere\", \"email\": \"b@c.co\"} | Connection does not exist.",
            })
    void refusesToChange(String connection, String body, String message) {
        var id = insert(connection, "x1");

        assertRefused(calls.patch(path(id), body), message);
    }

    @Test
    void changesRootAttributesWhereTheProviderSetsThemAtTheFirstLoginOnly() {
        var id = insert("later", "x1");

        assertThat(json(calls.patch(path(id), "{\"name\": \"Ann\"}"))
                        .path("name")
                        .stringValue())
                .isEqualTo("Ann");
    }

    @Test
    void refusesAnAddressThatAnotherUserHas() {
        create("{\"connection\": \"email\", \"email\": \"ann@example.com\"}");
        var id = id(create("{\"connection\": \"email\", \"email\": \"ben@example.com\"}"));

        assertRefused(
                calls.patch(path(id), "{\"email\": \"Ann@example.com\"}"), "The specified new email already exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"client_id\": \"abc\", \"verify_email\": false, \"unknown\": 1}", "{}"})
    void takesWhatMeansNothingHere(String body) {
        var id = id(create("{\"connection\": \"email\", \"email\": \"ann@example.com\"}"));

        assertThat(calls.patch(path(id), body).statusCode()).isEqualTo(200);
    }

    private String insert(String connection, String id) {
        var found = server.bean(Connections.class).find(connection).orElseThrow();
        var userId = found.rules().userIdPrefix() + id;
        server.jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email, email_is_unique, created_at, updated_at)"
                        + " VALUES (:id, :connection, 'x@example.com', :unique, now(), now())")
                .param("id", userId)
                .param("connection", found.id())
                .param("unique", found.rules().emailIsUnique())
                .update();
        return userId;
    }

    private HttpResponse<String> create(String body) {
        var answer = calls.post(USERS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private static String database(String email) {
        return "{\"connection\": \"" + DATABASE + "\", \"email\": \"" + email + "\", \"password\": \"" + PASSWORD
                + "\"}";
    }

    private static String id(HttpResponse<String> answer) {
        return json(answer).path("user_id").stringValue();
    }

    private static String path(String id) {
        return USERS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private String hash(String id) {
        return server.jdbc()
                .sql("SELECT password_hash FROM users WHERE user_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private static void assertRefused(HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("message").stringValue()).isEqualTo(message);
    }
}
