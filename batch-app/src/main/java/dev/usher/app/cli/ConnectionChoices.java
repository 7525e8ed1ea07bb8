package dev.usher.app.cli;

import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.credential.verify.PasswordStrength.Level;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a connection as they are typed; what is not typed stays. */
final class ConnectionChoices {

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,4})\\.\\.(\\d{1,4})");

    @Option(names = "--requires-username", negatable = true, description = "Users of this database have a username.")
    @Nullable
    Boolean requiresUsername;

    @Option(
            names = "--username-length",
            paramLabel = "MIN..MAX",
            description = "Shortest and longest username (default: 1..15).")
    @Nullable
    String usernameLength;

    @Option(
            names = "--set-user-root-attributes",
            paramLabel = "WHEN",
            description = "When the identity provider's name and picture replace ours: on_each_login, on_first_login"
                    + " or never_on_login (default: on_each_login).")
    @Nullable
    String rootAttributes;

    @Option(
            names = "--required-fields",
            paramLabel = "FIELD",
            split = ",",
            description = "What every row must give beyond what the strategy asks for, such as"
                    + " given_name,app_metadata.plan; '' for nothing.")
    @Nullable
    List<String> requiredFields;

    @Option(
            names = "--password-policy",
            paramLabel = "LEVEL",
            description = "How strong passwords must be that are set here: none, low, fair, good or excellent"
                    + " (default: low).")
    @Nullable
    String passwordPolicy;

    @Option(
            names = "--password-min-length",
            paramLabel = "N",
            description = "Shortest password (default: 8); the policy may ask for more.")
    @Nullable
    Integer passwordMinLength;

    @Option(
            names = "--password-hash",
            paramLabel = "HASH",
            description = "How passwords are kept: bcrypt, bcrypt:COST or argon2id (default: bcrypt:10).")
    @Nullable
    String passwordHash;

    /**
     * The rules of a connection with these choices.
     *
     * @param before the options of what was not typed
     */
    ConnectionRules rules(String name, Strategy strategy, ConnectionOptions before) {
        var rules = new ConnectionRules(name, strategy, applyTo(before));
        try {
            rules.requireSound();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        return rules;
    }

    private ConnectionOptions applyTo(ConnectionOptions before) {
        var length = usernameLength == null
                ? new int[] {before.usernameMinLength(), before.usernameMaxLength()}
                : lengths(usernameLength);
        try {
            return new ConnectionOptions(
                    requiresUsername == null ? before.requiresUsername() : requiresUsername,
                    length[0],
                    length[1],
                    rootAttributes == null ? before.setUserRootAttributes() : when(rootAttributes),
                    requiredFields == null ? before.requiredFields() : named(requiredFields),
                    passwords(before.passwords()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private PasswordOptions passwords(PasswordOptions before) {
        var hash = passwordHash == null
                ? new PasswordHashChoice(before.hash(), before.bcryptCost())
                : PasswordHashChoice.of(passwordHash);
        return new PasswordOptions(
                passwordPolicy == null ? before.policy() : policy(passwordPolicy),
                passwordMinLength == null ? before.minLength() : passwordMinLength,
                hash.algorithm(),
                hash.bcryptCost());
    }

    private static Level policy(String text) {
        return Level.named(text)
                .orElseThrow(() -> new UsageException(
                        "--password-policy takes none, low, fair, good or excellent, not '" + text + "'."));
    }

    static Strategy strategy(String name) {
        try {
            return Strategy.of(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> named(List<String> fields) {
        return fields.stream().map(String::strip).filter(f -> !f.isEmpty()).toList();
    }

    private static int[] lengths(String text) {
        var matcher = LENGTH.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException("--username-length takes two numbers such as 1..15, not '" + text + "'.");
        }
        return new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))};
    }

    private static SetUserRootAttributes when(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on_each_login" -> SetUserRootAttributes.ON_EACH_LOGIN;
            case "on_first_login" -> SetUserRootAttributes.ON_FIRST_LOGIN;
            case "never_on_login" -> SetUserRootAttributes.NEVER_ON_LOGIN;
            default ->
                throw new UsageException("--set-user-root-attributes takes on_each_login, on_first_login or"
                        + " never_on_login, not '" + text + "'.");
        };
    }
}
