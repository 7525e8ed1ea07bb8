package dev.usher.jobs.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.credential.verify.PasswordStrength.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConnectionsPropertiesTest {

    @Test
    void declareNothingByDefault() {
        assertThat(bind(Map.of()).connections()).isEmpty();
    }

    @Test
    void undeclaredOptionsHaveTheirDefaults() {
        var declared = bind(Map.of("usher.connections[0].name", "acme", "usher.connections[0].strategy", "auth0"));

        assertThat(declared.connections().get(0).options().toConnectionOptions())
                .isEqualTo(ConnectionOptions.DEFAULTS);
    }

    @Test
    void takeEveryOption() {
        var declared = bind(Map.of(
                "usher.connections[0].name", "acme",
                "usher.connections[0].strategy", "auth0",
                "usher.connections[0].options.requires-username", "true",
                "usher.connections[0].options.username-min-length", "3",
                "usher.connections[0].options.username-max-length", "20",
                "usher.connections[0].options.set-user-root-attributes", "never_on_login",
                "usher.connections[0].options.required-fields", "given_name,app_metadata.plan",
                "usher.connections[0].options.password-policy", "excellent",
                "usher.connections[0].options.password-hash", "argon2id"));

        assertThat(declared.connections().get(0).options().toConnectionOptions())
                .isEqualTo(new ConnectionOptions(
                        true,
                        3,
                        20,
                        SetUserRootAttributes.NEVER_ON_LOGIN,
                        List.of("given_name", "app_metadata.plan"),
                        new PasswordOptions(Level.EXCELLENT, 8, PasswordOptions.Hash.ARGON2ID, 10)));
    }

    private static ConnectionsProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("usher", ConnectionsProperties.class);
    }
}
