package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsCommandTest {

    private final FakeEngine engine = new FakeEngine();

    @Test
    void createsAndShows() {
        Typed.on(
                engine,
                "connections",
                "create",
                "staff",
                "--strategy=samlp",
                "--required-fields=given_name,app_metadata.plan",
                "--set-user-root-attributes=on_first_login");

        assertThat(Typed.on(engine, "connections", "show", "staff").out()).isEqualTo("""
                id                   con_0000000000000002
                name                 staff
                strategy             samlp
                requires username    no
                username length      1..15
                root attributes      on_first_login
                user ids begin with  samlp|staff|
                rows are matched by  user_id
                rows must give       user_id, given_name, app_metadata.plan
                rows must not give   custom_password_hash, password_hash, username
                """);
    }

    @Test
    void changesOnlyWhatIsNamed() {
        Typed.on(engine, "connections", "update", "acme", "--requires-username");
        Typed.on(engine, "connections", "update", "acme", "--username-length=3..20");

        assertThat(Typed.on(engine, "connections", "show", "acme", "--json").out())
                .isEqualTo("{\"id\":\"con_0000000000000001\",\"name\":\"acme\",\"strategy\":\"auth0\",\"options\":"
                        + "{\"requires_username\":true,\"username_min_length\":3,\"username_max_length\":20,"
                        + "\"set_user_root_attributes\":\"on_each_login\",\"required_fields\":[],"
                        + "\"password_policy\":\"low\",\"password_min_length\":8,\"password_hash\":\"bcrypt:10\"}}\n");
    }

    @Test
    void saysWhatPasswordsMustBeLike() {
        Typed.on(engine, "connections", "update", "acme", "--password-policy=good", "--password-hash=bcrypt:12");
        Typed.on(engine, "connections", "update", "acme", "--password-min-length=14");

        assertThat(Typed.on(engine, "connections", "show", "acme").out())
                .contains("good, 14 characters or more, bcrypt:12");
        assertThat(Typed.on(engine, "connections", "update", "acme", "--password-hash=md5")
                        .err())
                .contains("--password-hash takes bcrypt, bcrypt:COST or argon2id, not 'md5'.");
    }

    @Test
    void takesARequirementBack() {
        Typed.on(engine, "connections", "update", "acme", "--requires-username", "--required-fields=name");
        Typed.on(engine, "connections", "update", "acme", "--no-requires-username", "--required-fields=");

        assertThat(engine.connections.find("acme").orElseThrow().options().requiresUsername())
                .isFalse();
        assertThat(engine.connections.find("acme").orElseThrow().options().requiredFields())
                .isEmpty();
    }

    @Test
    void listsStrategiesIfThereIsNoSuch() {
        var typed = Typed.offline("connections", "create", "x", "--strategy=auth");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("There is no strategy 'auth'. Known are auth0, email, sms,");
    }

    @Test
    void refusesALengthThatIsNone() {
        assertThat(Typed.offline("connections", "create", "x", "--strategy=auth0", "--username-length=5")
                        .err())
                .contains("--username-length takes two numbers such as 1..15, not '5'.");
    }

    @Test
    void deletesOnlyIfSomebodyIsSure() {
        assertThat(Typed.on(engine, "connections", "delete", "acme").exitCode()).isEqualTo(2);
        assertThat(engine.connections.list()).hasSize(1);

        assertThat(Typed.on(engine, "connections", "delete", "acme", "--yes").exitCode())
                .isZero();
        assertThat(engine.connections.list()).isEmpty();
    }

    @Test
    void endsWith2IfTheNameIsTaken() {
        var typed = Typed.on(engine, "connections", "create", "acme", "--strategy=auth0", "--json");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).startsWith("{\"error\":{\"code\":\"CONNECTION_CONFLICT\",");
        assertThat(typed.err())
                .startsWith("usher connections create: There is a connection 'acme' already. 'usher connections update"
                        + " acme' changes it.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "update", "delete"})
    void endsWith2IfThereIsNoSuchConnection(String command) {
        var typed = Typed.on(engine, "connections", command, "acne");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("There is no connection 'acne'. The most similar names are: acme.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "samlp | --requires-username             | Only database connections (auth0) have usernames",
                "sms   | --username-length=2..9          | Only database connections (auth0) have usernames",
                "samlp | --required-fields=password_hash | 'password_hash' can't be required: the rows of this",
                "auth0 | --required-fields=username      | must not give it, unless it requires usernames.",
            })
    void refusesWhatNoRowOfTheStrategyCanGive(String strategy, String option, String message) {
        var create = Typed.offline("connections", "create", "x", "--strategy=" + strategy, option);
        engine.connections.create("old", Strategy.of(strategy), ConnectionOptions.DEFAULTS);
        var update = Typed.on(engine, "connections", "update", "old", option);
        var validate = Typed.offline("validate", "pom.xml", "--strategy=" + strategy, option);

        assertThat(List.of(create, update, validate))
                .allSatisfy(typed -> assertThat(typed.exitCode()).isEqualTo(2))
                .allSatisfy(typed -> assertThat(typed.err()).contains(message));
        assertThat(engine.connections.find("old").orElseThrow().options()).isEqualTo(ConnectionOptions.DEFAULTS);
    }
}
