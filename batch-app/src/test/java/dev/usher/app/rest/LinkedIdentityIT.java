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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Users with identities of several connections, and whose address, name or password a change is about. */
class LinkedIdentityIT {

    private static final String USERS = "/api/v2/users";
    private static final String ANN = "auth0|ann";
    private static final String SECONDARY = "The specified connection belongs to a secondary identity.";

    /** What Ann is besides: provider and id of each identity, under the name of its connection. */
    private static final List<String> LINKED = List.of(
            "named|auth0|second", "email|email|mail", "sms|sms|phone", "samlp|samlp|work", "social|google-oauth2|g");

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
        connections.create("social", Strategy.of("google-oauth2"), ConnectionOptions.DEFAULTS);
        for (var strategy : List.of("email", "sms", "samlp")) {
            connections.create(strategy, Strategy.of(strategy), ConnectionOptions.DEFAULTS);
        }
    }

    @BeforeEach
    void createAnn() {
        server.jdbc().sql("TRUNCATE users").update();
        create(
                "{\"connection\": \"Username-Password-Authentication\", \"user_id\": \"ann\", \"email\": \"ann@example.com\","
                        + " \"password\": \"correct horse battery\"}");
        create("{\"connection\": \"named\", \"user_id\": \"second\", \"email\": \"second@example.com\","
                + " \"username\": \"second\", \"password\": \"correct horse battery\"}");
        create("{\"connection\": \"email\", \"user_id\": \"mail\", \"email\": \"mail@example.com\"}");
        create("{\"connection\": \"sms\", \"user_id\": \"phone\", \"phone_number\": \"+15551234567\"}");
        insert("samlp", "samlp|work");
        insert("social", "google-oauth2|g");
        for (var linked : LINKED) {
            var words = linked.split("\\|", -1);
            assertThat(link(ANN, words[1], words[2]).statusCode()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "named | {\"email\": \"New@example.com\"}        | email          | new@example.com",
                "named | {\"email_verified\": true}              | email_verified | true",
                "named | {\"username\": \"New\"}                 | username       | new",
                "named | {\"phone_number\": \"+15550000001\"}    | phone_number   | +15550000001",
                "email | {\"email\": \"new@example.com\", \"email_verified\": true, \"client_id\": \"c\"} | email_verified | true",
                "sms   | {\"phone_number\": \"+15550000001\"}    | phone_number   | +15550000001",
                "sms   | {\"phone_verified\": true}              | phone_verified | true",
            })
    void changesTheIdentityOfTheConnection(String connection, String change, String attribute, String expected) {
        var before = user(ANN);

        var answer = patch(connection, change);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(identity(json(answer), connection)
                        .path("profileData")
                        .path(attribute)
                        .asString())
                .isEqualTo(expected);
        for (var own : List.of("email", "email_verified", "username", "phone_number", "phone_verified", "name")) {
            assertThat(json(answer).path(own)).as(own).isEqualTo(before.path(own));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"email\": \"new@example.com\"}",
                "{\"email\": \"new@example.com\", \"connection\": \"Username-Password-Authentication\"}"
            })
    void withoutAConnectionOrWithItsOwnTheUserItselfIsMeant(String change) {
        var identities = user(ANN).path("identities");

        var changed = json(calls.patch(path(ANN), change));

        assertThat(changed.path("email").asString()).isEqualTo("new@example.com");
        assertThat(changed.path("identities")).isEqualTo(identities);
    }

    @Test
    void anAddressOfAnIdentityThatChangesIsNotVerified() {
        patch("named", "{\"email_verified\": true}");

        var changed = json(patch("named", "{\"email\": \"new@example.com\"}"));

        assertThat(identity(changed, "named").path("profileData").path("email_verified"))
                .isEqualTo(Calls.JSON.getNodeFactory().booleanNode(false));
    }

    @Test
    void aPasswordIsThatOfTheIdentity() {
        var own = hash(ANN);
        var second = hash("auth0|second");

        assertThat(patch("named", "{\"password\": \"another horse battery\"}").statusCode())
                .isEqualTo(200);

        assertThat(hash(ANN)).isEqualTo(own);
        assertThat(hash("auth0|second")).startsWith("$2b$10$").isNotEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"blocked\": true}", "{\"user_metadata\": {\"a\": 1}}", "{\"app_metadata\": {\"a\": 1}}"})
    void blocksAndMetadataBelongToTheUserWhicheverIdentityIsNamed(String change) {
        var attribute = Calls.JSON.readTree(change).propertyNames().iterator().next();

        var changed = json(patch("email", change));

        assertThat(changed.path(attribute))
                .isEqualTo(Calls.JSON.readTree(change).path(attribute));
        assertThat(identity(changed, "email").path("profileData").has(attribute))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "samlp  | {\"email_verified\": true}  | Email verification is not supported for enterprise users.",
                "sms    | {\"email_verified\": true}  | Email verification is not supported for passwordless sms users.",
                "social | {\"email\": \"n@b.co\"}     | Cannot update email for non-database user.",
                "social | {\"password\": \"abcdefgh\"} | Connection is not supported for this operation.",
                "email  | {\"phone_number\": \"+15550000001\"} | Connection is not supported for this operation.",
                "email  | {\"username\": \"ann\"}     | Cannot set username for connection without requires_username.",
                "named  | {\"username\": null}        | The following user attributes cannot be removed: username. The connection requires them.",
                "named  | {\"name\": \"A\", \"given_name\": \"A\", \"family_name\": \"A\", \"nickname\": \"A\", \"picture\": \"https://a.co/a\"}"
                        + " | The following user attributes cannot be updated: family_name, given_name, name, nickname, picture. "
                        + SECONDARY,
                "named  | {\"nickname\": null}        | The following user attributes cannot be removed: nickname. "
                        + SECONDARY,
                "named  | {\"identities\": []}        | Your account is not allowed to update the following user attributes: identities.",
            })
    void refusesWhatTheConnectionOfTheIdentityDoesNotTake(String connection, String change, String message) {
        var before = user(ANN);

        assertRefused(patch(connection, change), message);

        assertThat(user(ANN)).isEqualTo(before);
    }

    @Test
    void refusesAConnectionInWhichTheUserHasNoIdentity() {
        unlink(ANN, "email", "mail");

        assertRefused(
                patch("email", "{\"email\": \"new@example.com\"}"),
                "The user does not have an identity in the specified connection.");
    }

    @Test
    void refusesAnAddressThatAnotherUserOfTheConnectionHas() {
        create("{\"connection\": \"email\", \"email\": \"ben@example.com\"}");

        assertRefused(patch("email", "{\"email\": \"ben@example.com\"}"), "The specified new email already exists");
    }

    @Test
    void aLinkedIdentityIsNoUserOfItsOwn() {
        assertThat(calls.get(path("email|mail")).statusCode()).isEqualTo(404);
        assertThat(calls.patch(path("email|mail"), "{\"blocked\": true}").statusCode())
                .isEqualTo(404);
        assertThat(json(calls.get("/api/v2/users-by-email?email=mail%40example.com")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email  | mail    | The specified identity is already linked to this user.",
                "auth0  | ann     | The specified identity is the user's own.",
            })
    void refusesToLinkWhatIsLinkedAlready(String provider, String id, String message) {
        Calls.assertRefused(link(ANN, provider, id), 409, "Conflict", message, "identity_conflict");
    }

    @Test
    void refusesToLinkAnIdentityOfAnotherUser() {
        create("{\"connection\": \"email\", \"user_id\": \"ben\", \"email\": \"ben@example.com\"}");

        Calls.assertRefused(
                link("email|ben", "sms", "phone"),
                409,
                "Conflict",
                "The specified identity is already linked to another user.",
                "identity_conflict");
    }

    @Test
    void refusesToLinkAnIdentityThatDoesNotExist() {
        assertRefused(link(ANN, "email", "nobody"), "The specified identity does not exist.");
    }

    @Test
    void refusesToUnlinkWhatIsNotLinked() {
        create("{\"connection\": \"email\", \"user_id\": \"ben\", \"email\": \"ben@example.com\"}");

        for (var other : List.of("ben", "nobody")) {
            Calls.assertRefused(
                    unlink(ANN, "email", other),
                    404,
                    "Not Found",
                    "The user does not have the specified identity.",
                    "inexistent_identity");
        }
        assertRefused(unlink(ANN, "auth0", "ann"), "The main identity of a user can't be unlinked.");
    }

    @Test
    void anUnlinkedIdentityIsAUserWithItsOwnValuesAgain() {
        patch("email", "{\"email\": \"new@example.com\"}");

        var left = json(unlink(ANN, "email", "mail"));

        assertThat(identityOf(left, "email")).isEmpty();
        assertThat(user("email|mail").path("email").asString()).isEqualTo("new@example.com");
        assertThat(user("email|mail").path("identities")).hasSize(1);
    }

    @Test
    void theIdentitiesOfALinkedUserComeAlong() {
        create("{\"connection\": \"email\", \"user_id\": \"ben\", \"email\": \"ben@example.com\"}");

        var identities = json(link("email|ben", "auth0", "ann"));

        assertThat(identities).hasSize(2 + LINKED.size());
        assertThat(user("email|ben").path("identities")).isEqualTo(identities);
    }

    @Test
    void aDeletedUserTakesItsIdentitiesAlong() {
        assertThat(calls.delete(path(ANN)).statusCode()).isEqualTo(204);

        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM users")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private HttpResponse<String> patch(String connection, String change) {
        return calls.patch(path(ANN), "{\"connection\": \"" + connection + "\", " + change.substring(1));
    }

    private HttpResponse<String> link(String user, String provider, String id) {
        return calls.post(
                path(user) + "/identities", "{\"provider\": \"" + provider + "\", \"user_id\": \"" + id + "\"}");
    }

    private HttpResponse<String> unlink(String user, String provider, String id) {
        return calls.delete(path(user) + "/identities/" + provider + "/" + id);
    }

    private JsonNode user(String id) {
        return json(calls.get(path(id)));
    }

    private static JsonNode identity(JsonNode user, String connection) {
        return identityOf(user.path("identities"), connection).get(0);
    }

    private static List<JsonNode> identityOf(JsonNode identities, String connection) {
        return StreamSupport.stream(identities.spliterator(), false)
                .filter(identity -> identity.path("connection").asString().equals(connection))
                .toList();
    }

    private void create(String body) {
        var answer = calls.post(USERS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** Where users can't be created by a request: they come with their first login. */
    private static void insert(String connection, String userId) {
        var found = server.bean(Connections.class).find(connection).orElseThrow();
        server.jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email, email_is_unique, created_at, updated_at)"
                        + " VALUES (:id, :connection, 'x@example.com', :unique, now(), now())")
                .param("id", userId)
                .param("connection", found.id())
                .param("unique", found.rules().emailIsUnique())
                .update();
    }

    private static String hash(String id) {
        return server.jdbc()
                .sql("SELECT password_hash FROM users WHERE user_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private static String path(String id) {
        return USERS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static void assertRefused(HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("message").asString()).isEqualTo(message);
    }
}
