package dev.usher.app.credentials;

import static java.util.Objects.requireNonNull;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.HashAlgorithm;
import dev.usher.jobs.credential.verify.PasswordVerifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks for the mistake in the parameters of a hash that its known password does not match. What explained one hash is tried
 * first on the next ones; a search through everything is made for some hashes of each algorithm only. Shared by all threads.
 */
final class Diagnosis {

    private static final int MAX_SEARCHES = 20;

    private final PasswordVerifier verifier;
    private final CostLimits limits;
    private final Map<HashAlgorithm, Known> known = new EnumMap<>(HashAlgorithm.class);

    /** @param change what would make the password match; empty if nothing that was tried does */
    record Finding(boolean searched, Optional<String> change) {}

    private record Known(Set<String> changes, AtomicInteger searches) {}

    Diagnosis(PasswordVerifier verifier, CostLimits limits) {
        this.verifier = verifier;
        this.limits = limits;
        for (var algorithm : HashAlgorithm.values()) {
            known.put(algorithm, new Known(ConcurrentHashMap.newKeySet(), new AtomicInteger()));
        }
    }

    Finding of(String password, StoredHash.Custom stored, HashAlgorithm algorithm) {
        var hash = new Members(stored.json());
        var before = requireNonNull(known.get(algorithm));
        var all = combinations(Mistakes.of(algorithm, hash), mostChanges(algorithm));
        for (var change : all) {
            if (before.changes.contains(change.name()) && matches(password, change, hash)) {
                return new Finding(true, Optional.of(change.name()));
            }
        }
        if (before.searches.incrementAndGet() > MAX_SEARCHES) {
            return new Finding(false, Optional.empty());
        }
        for (var change : all) {
            if (matches(password, change, hash)) {
                before.changes.add(change.name());
                return new Finding(true, Optional.of(change.name()));
            }
        }
        return new Finding(true, Optional.empty());
    }

    private boolean matches(String password, Change change, Members hash) {
        return CustomPasswordHash.of(change.edit().apply(hash).map(), limits)
                .filter(changed -> verifier.verify(password, changed).matches())
                .isPresent();
    }

    /** A digest costs nothing; what was made to be slow is not tried with every combination. */
    private static int mostChanges(HashAlgorithm algorithm) {
        return switch (algorithm) {
            case MD4, MD5, SHA1, SHA256, SHA512, HMAC, LDAP -> 3;
            case BCRYPT -> 2;
            case ARGON2, PBKDF2, SCRYPT -> 1;
        };
    }

    /** All changes, then all pairs of changes of different parameters, and so on. */
    private static List<Change> combinations(List<List<Change>> mistakes, int most) {
        var combinations = new ArrayList<Change>();
        for (int changes = 1; changes <= most; changes++) {
            add(combinations, mistakes, 0, changes, Change.none());
        }
        return combinations;
    }

    private static void add(List<Change> to, List<List<Change>> mistakes, int from, int changes, Change soFar) {
        if (changes == 0) {
            to.add(soFar);
            return;
        }
        for (int i = from; i <= mistakes.size() - changes; i++) {
            for (var change : mistakes.get(i)) {
                add(to, mistakes, i + 1, changes - 1, soFar.and(change));
            }
        }
    }
}
