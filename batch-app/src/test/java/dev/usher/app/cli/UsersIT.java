package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import dev.usher.app.users.UserService;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Users on the database itself and at a real server: the same comes of the same words. */
class UsersIT {

    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    enum Desk {
        LOCAL {
            @Override
            Typed type(String input, String... arguments) {
                return Typed.type(input, Map.of(), UsersIT::engine, arguments);
            }
        },
        SERVER {
            @Override
            Typed type(String input, String... arguments) {
                return Typed.type(input, environment(server.tokenWithAllScopes()), RemoteCommands.NO_ENGINE, arguments);
            }
        };

        abstract Typed type(String input, String... arguments);

        Typed users(String... arguments) {
            return type(
                    "", Stream.concat(Stream.of("users"), Stream.of(arguments)).toArray(String[]::new));
        }

        Typed create(String... arguments) {
            return users(
                    Stream.concat(Stream.of("create"), Stream.of(arguments)).toArray(String[]::new));
        }
    }

    private static Map<String, String> environment(String token) {
        return Map.of("USHER_SERVER", server.uri("").toString(), "USHER_TOKEN", token);
    }

    /** Of the beans of the server, as they are those of a command. */
    private static Engine engine() {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "users" -> server.bean(UserService.class);
                    case "connections" -> server.bean(Connections.class);
                    case "close" -> null;
                    default -> throw new AssertionError(method);
                });
    }

    @BeforeAll
    static void createConnections() {
        var connections = server.bean(Connections.class);
        for (var strategy : new String[] {"email", "sms"}) {
            connections.create(strategy, Strategy.of(strategy), ConnectionOptions.DEFAULTS);
        }
        connections.create("acme", Strategy.of("auth0"), ConnectionOptions.DEFAULTS);
    }

    @AfterEach
    void deleteUsers() {
        server.jdbc().sql("TRUNCATE users").update();
    }

    @ParameterizedTest
    @EnumSource
    void looksAfterAUser(Desk desk) {
        var created = desk.type(
                PASSWORD + "\n",
                "users",
                "create",
                "-c",
                "acme",
                "--user-id",
                "1",
                "--email",
                "Ann@Example.com",
                "--given-name",
                "Ann",
                "--password-file",
                "-",
                "--app-metadata",
                "{\"plan\": \"gold\", \"rate\": 1.50}",
                "--json");
        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(created.out())
                .contains("\"app_metadata\":{\"plan\":\"gold\",\"rate\":1.50}", "\"user_id\":\"auth0|1\"")
                .doesNotContain(PASSWORD);
        assertThat(desk.users("get", "auth0|1", "--json").out()).isEqualTo(created.out());
        assertThat(desk.users("get", "ann@example.com", "--json").out()).isEqualTo(created.out());
        assertThat(server.jdbc()
                        .sql("SELECT password_hash FROM users")
                        .query(String.class)
                        .single())
                .startsWith("$2");

        var updated = desk.users(
                "update", "auth0|1", "--name", "Ann Lee", "--unset=given_name", "--app-metadata={\"plan\":null}");
        assertThat(updated.exitCode()).as(updated.err()).isZero();
        assertThat(updated.out()).contains("Ann Lee", "{\"rate\":1.50}").doesNotContain("given_name");

        assertThat(desk.users("delete", "auth0|1", "--yes").err()).isEqualTo("Deleted.\n");
        assertThat(desk.users("delete", "auth0|1", "--yes"))
                .isEqualTo(new Typed(0, "", "There is no user with this id. Nothing was deleted.\n"));
        assertThat(desk.users("get", "auth0|1").exitCode()).isEqualTo(2);
        assertThat(desk.users("update", "auth0|1", "--name", "A").exitCode()).isEqualTo(2);
        assertThat(desk.users("get", "ann@example.com").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void findsUsers(Desk desk) {
        for (var name : new String[] {"ann", "ben", "carl"}) {
            assertThat(desk.create("-c", "email", "--email", name + "@example.com")
                            .exitCode())
                    .isZero();
        }
        assertThat(desk.create("-c", "sms", "--phone-number", "+12025550101", "--name", "Ann")
                        .exitCode())
                .isZero();

        assertThat(desk.users("find", "email:*@example.com", "--sort", "email:-1", "--limit", "2")
                        .out()
                        .lines()
                        .map(line -> line.replaceFirst("^\\S+ +", "").replaceFirst(" +\\S+ \\S+Z$", "")))
                .containsExactly(
                        "email             name              connection  changed",
                        "carl@example.com  carl@example.com  email",
                        "ben@example.com   ben@example.com   email");
        assertThat(desk.users("find", "-c", "sms").out()).contains("  -      Ann   sms ");
        assertThat(desk.users("find", "--count").out()).isEqualTo("4\n");
        assertThat(desk.users("find", "name:ann*", "--count", "-c", "email").out())
                .isEqualTo("1\n");
        assertThat(desk.users("find", "name:nobody")).isEqualTo(new Typed(0, "", "There are no such users.\n"));
        assertThat(desk.users("find", "-c", "smz").exitCode()).isEqualTo(2);
        assertThat(desk.users("find", "-c", "smz", "--count").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void showsAllWhoHaveAnAddress(Desk desk) {
        assertThat(desk.create("-c", "email", "--email", "ann@example.com").exitCode())
                .isZero();
        var other = desk.type(
                PASSWORD, "users", "create", "-c", "acme", "--email", "ann@example.com", "--password-file", "-");
        assertThat(other.exitCode()).as(other.err()).isZero();

        var typed = desk.users("get", "ann@example.com");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out().lines()).hasSize(3);
        assertThat(typed.err()).contains("2 users have this e-mail address.");
    }

    @ParameterizedTest
    @EnumSource
    void linksAndUnlinks(Desk desk) {
        desk.create("-c", "email", "--email", "ann@example.com", "--user-id", "1");
        desk.create("-c", "sms", "--phone-number", "+12025550101", "--user-id", "2");

        var linked = desk.users("link", "email|1", "--identity", "sms", "sms|2");

        assertThat(linked.exitCode()).as(linked.err()).isZero();
        assertThat(linked.out()).isEqualTo("""
                provider  user_id  connection
                email     1        email
                sms       2        sms
                """);
        assertThat(desk.users("get", "sms|2").exitCode()).isEqualTo(2);
        assertThat(desk.users("link", "email|1", "--identity", "sms", "2").exitCode())
                .isEqualTo(1);
        assertThat(desk.users("unlink", "email|1", "--identity", "sms", "2", "--json")
                        .out())
                .contains("\"provider\":\"email\"")
                .doesNotContain("sms");
        assertThat(desk.users("unlink", "email|1", "--identity", "sms", "2").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "LOCAL  ~ email   ~ nobody@  ~ 2 ~ email: Object didn't pass validation for format email.",
                "SERVER ~ email   ~ nobody@  ~ 2 ~ 'Object didn't pass validation for format email' on property email.",
                "LOCAL  ~ email   ~ a@b.co   ~ 1 ~ The user already exists.",
                "SERVER ~ email   ~ a@b.co   ~ 1 ~ The user already exists.",
                "LOCAL  ~ acme    ~ c@d.co   ~ 2 ~ Missing required property: password",
                "SERVER ~ acme    ~ c@d.co   ~ 2 ~ Missing required property: password",
                "LOCAL  ~ nowhere ~ c@d.co   ~ 2 ~ There is no connection 'nowhere'.",
                "SERVER ~ nowhere ~ c@d.co   ~ 2 ~ The connection does not exist.",
            })
    void saysWhatIsWrongAndRepeatsNoValue(Desk desk, String connection, String email, int exitCode, String message) {
        desk.create("-c", "email", "--email", "a@b.co");

        var typed = desk.create("-c", connection, "--email", email, "--verbose", "--json");

        assertThat(typed.exitCode()).as(typed.err()).isEqualTo(exitCode);
        assertThat(typed.err()).contains(message);
        assertThat(typed.out() + typed.err()).doesNotContain(email);
    }

    @Test
    void needsNoScopeButTheOneForWhatItDoes() {
        assertThat(Desk.LOCAL
                        .create("-c", "email", "--email", "ann@example.com", "--user-id", "1")
                        .exitCode())
                .isZero();

        assertThat(withScope(Scope.READ_USERS, "find", "-c", "email").exitCode())
                .isZero();
        assertThat(withScope(Scope.UPDATE_USERS, "update", "email|1", "--name", "A")
                        .exitCode())
                .isZero();
        assertThat(withScope(Scope.CREATE_USERS, "create", "-c", "sms", "--phone-number", "+12025550102")
                        .exitCode())
                .isZero();
        assertThat(withScope(Scope.DELETE_USERS, "delete", "email|1", "--yes").exitCode())
                .isZero();
        assertThat(withScope(Scope.READ_USERS, "create", "-c", "email", "--email", "ben@example.com")
                        .exitCode())
                .isEqualTo(4);
    }

    private static Typed withScope(Scope scope, String... arguments) {
        return Typed.type(
                "",
                environment(server.token(scope)),
                RemoteCommands.NO_ENGINE,
                Stream.concat(Stream.of("users"), Stream.of(arguments)).toArray(String[]::new));
    }
}
