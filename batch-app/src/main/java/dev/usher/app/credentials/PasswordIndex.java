package dev.usher.app.credentials;

import dev.usher.jobs.importing.ImportFileHashes.UserHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All known passwords of a file by whom they belong to, so that a file of users can be read past them. For one thread. */
final class PasswordIndex {

    /** Ten times as many as anybody tries out, and few enough to be held in memory. */
    private static final int MAX_PASSWORDS = 100_000;

    private static final String PREFIX = "auth0|";

    private final Map<Long, KnownPassword> left = new LinkedHashMap<>();
    private final Map<String, List<KnownPassword>> byKey = new HashMap<>();

    PasswordIndex(KnownPasswords passwords) {
        for (var known = passwords.next(); known.isPresent(); known = passwords.next()) {
            if (left.size() == MAX_PASSWORDS) {
                throw BoundedLines.unreadable("Against a file, at most " + MAX_PASSWORDS
                        + " passwords are checked at once. Cut the file with passwords into smaller ones.");
            }
            left.put(known.get().line(), known.get());
            byKey.computeIfAbsent(key(known.get().userId(), known.get().email()), key -> new ArrayList<>(1))
                    .add(known.get());
        }
    }

    /** The passwords of a user, which are taken out. */
    List<KnownPassword> take(UserHash user) {
        var taken = new ArrayList<KnownPassword>();
        for (var key : List.of(key(user.userId(), Optional.empty()), key(Optional.empty(), user.email()))) {
            for (var known : byKey.getOrDefault(key, List.of())) {
                if (left.remove(known.line()) != null) {
                    taken.add(known);
                }
            }
        }
        return taken;
    }

    /** The passwords whose user did not come. */
    Collection<KnownPassword> rest() {
        return left.values();
    }

    private static String key(Optional<String> userId, Optional<String> email) {
        return userId.map(id -> "id " + (id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id))
                .or(() -> email.map(address -> "e-mail " + address.toLowerCase(Locale.ROOT)))
                .orElse("");
    }
}
