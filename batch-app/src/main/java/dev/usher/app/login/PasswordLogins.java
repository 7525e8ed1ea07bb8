package dev.usher.app.login;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.credential.verify.PasswordGate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose name and password it is. Shared by all threads.
 *
 * <p>Names that nobody has are counted, and take as long, as those that somebody has.
 */
final class PasswordLogins {

    /** No e-mail address and no username is longer. */
    private static final int LONGEST_NAME = 320;

    /** As long takes argon2id of the cost that connections ask for. */
    private static final int ARGON2ID_AS_BCRYPT = 9;

    private final Connections connections;
    private final LoginUsers users;
    private final LoginFailures failures;
    private final PasswordCheck check;
    private final PasswordGate gate;
    private final LoginProperties properties;

    PasswordLogins(
            Connections connections,
            LoginUsers users,
            LoginFailures failures,
            PasswordCheck check,
            PasswordGate gate,
            LoginProperties properties) {
        this.connections = connections;
        this.users = users;
        this.failures = failures;
        this.check = check;
        this.gate = gate;
        this.properties = properties;
    }

    /** A name as it is stored and counted: e-mail addresses of database connections and usernames are in lower case. */
    static String identifier(String name) {
        return storable(name).toLowerCase(Locale.ROOT);
    }

    /** What of a name can be looked for. */
    static String storable(String name) {
        return name.strip()
                .codePoints()
                .limit(LONGEST_NAME)
                .filter(PasswordLogins::isStorable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isStorable(int character) {
        return character != 0 && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
    }

    /**
     * Checks a password and counts wrong ones. What was counted is forgotten only when the login is complete.
     *
     * @return what was found; who goes on with it has to see that it is still so
     * @throws LoginException if it is nobody's
     */
    ProvenPassword check(String identifier, Credentials credentials, String ip) {
        var eligible = eligible(credentials.realm());
        var found = users.find(eligible, identifier);
        // Of two with the same name neither is meant for certain.
        var one = found.size() == 1 ? found.get(0) : null;
        var tried = one == null ? new TriedName(whereNobodyIs(eligible), identifier) : one.triedAs(identifier);
        if (failures.isBlocked(tried, ip)) {
            throw new LoginException(LoginProblem.TOO_MANY_ATTEMPTS);
        }
        var proven = gate.pass(
                () -> prove(credentials.password(), one, dearest(eligible)),
                () -> new LoginException(LoginProblem.BUSY));
        return proven.orElseThrow(() -> {
            boolean answered = failures.count(tried, ip) <= properties.maxFailures();
            return new LoginException(answered ? LoginProblem.WRONG_PASSWORD : LoginProblem.TOO_MANY_ATTEMPTS);
        });
    }

    private Optional<ProvenPassword> prove(String password, @Nullable StoredPassword stored, PasswordOptions options) {
        if (stored == null) {
            check.pretend(options);
            return Optional.empty();
        }
        return check.matches(password, stored)
                ? Optional.of(new ProvenPassword(stored, check.renewal(password, stored)))
                : Optional.empty();
    }

    private List<Connection> eligible(@Nullable String realm) {
        var databases = connections.list().stream()
                .filter(connection -> connection.strategy().family() == Family.DATABASE)
                .toList();
        var name = Optional.ofNullable(realm)
                .or(() -> Optional.of(properties.defaultConnection()).filter(given -> !given.isEmpty()));
        if (name.isEmpty()) {
            return databases;
        }
        return List.of(databases.stream()
                .filter(connection -> connection.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> new LoginException(LoginProblem.UNKNOWN_CONNECTION)));
    }

    private static String whereNobodyIs(List<Connection> eligible) {
        return eligible.size() == 1 ? eligible.get(0).id() : "";
    }

    private static PasswordOptions dearest(List<Connection> eligible) {
        return dearest(eligible.stream().map(connection -> connection.options().passwords()));
    }

    /** Names that nobody has take as long as those that somebody has where it takes longest. */
    static PasswordOptions dearest(Stream<PasswordOptions> eligible) {
        return eligible.max(Comparator.comparingInt(PasswordLogins::cost)).orElse(PasswordOptions.DEFAULTS);
    }

    private static int cost(PasswordOptions options) {
        return options.hash() == PasswordOptions.Hash.BCRYPT ? options.bcryptCost() : ARGON2ID_AS_BCRYPT;
    }
}
