package dev.usher.jobs.connection;

import dev.usher.jobs.credential.verify.PasswordStrength.Level;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Connections declared in configuration.
 *
 * @param connections each is created at start if it is missing, and gets the options that are declared
 */
@Validated
@ConfigurationProperties("usher")
public record ConnectionsProperties(@DefaultValue @Valid List<Declared> connections) {

    /** Whether a connection's options are those of the configuration at each start, whatever they were changed to. */
    public boolean declares(String name) {
        return connections.stream().anyMatch(declared -> declared.name().equals(name));
    }

    /** A connection that must exist. */
    public record Declared(
            @NotBlank String name,
            @NotBlank String strategy,
            @DefaultValue Options options) {}

    /** As {@link ConnectionOptions}; what is not declared has its default. */
    public record Options(
            @DefaultValue("false") boolean requiresUsername,
            @DefaultValue("1") int usernameMinLength,
            @DefaultValue("15") int usernameMaxLength,
            @DefaultValue("on_each_login") ConnectionOptions.SetUserRootAttributes setUserRootAttributes,
            @DefaultValue List<String> requiredFields,
            @DefaultValue("low") Level passwordPolicy,
            @DefaultValue("8") int passwordMinLength,
            @DefaultValue("bcrypt") PasswordOptions.Hash passwordHash,
            @DefaultValue("10") int bcryptCost) {

        ConnectionOptions toConnectionOptions() {
            return new ConnectionOptions(
                    requiresUsername,
                    usernameMinLength,
                    usernameMaxLength,
                    setUserRootAttributes,
                    requiredFields,
                    new PasswordOptions(passwordPolicy, passwordMinLength, passwordHash, bcryptCost));
        }
    }
}
