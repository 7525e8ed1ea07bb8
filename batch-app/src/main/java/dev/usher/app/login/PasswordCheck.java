package dev.usher.app.login;

import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.credential.Argon2Hash;
import dev.usher.jobs.credential.BcryptHash;
import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.HashAlgorithm;
import dev.usher.jobs.credential.verify.Argon2Cost;
import dev.usher.jobs.credential.verify.PasswordHasher;
import dev.usher.jobs.credential.verify.PasswordVerifier;
import dev.usher.jobs.credential.verify.UnfitPasswordException;
import dev.usher.jobs.credential.verify.Verification;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds typed passwords against what is stored of them. Shared by all threads; takes as long as hashing does, so callers hold no
 * connection to the database and bound how many run at once.
 */
final class PasswordCheck {

    private static final String NOBODYS = "not a password";

    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};

    private final PasswordVerifier verifier = new PasswordVerifier(CostLimits.DEFAULTS);
    private final PasswordHasher hasher;
    private final LoginCounts counts;
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    PasswordCheck(PasswordHasher hasher, LoginCounts counts) {
        this.hasher = hasher;
        this.counts = counts;
    }

    /** Where there is nothing that can be checked, as much is computed as if there were. */
    boolean matches(String password, StoredPassword stored) {
        var verification = verify(password, stored);
        if (verification.isEmpty() || verification.get() instanceof Verification.Refused) {
            pretend(stored.connection().options().passwords());
            return false;
        }
        counts.countHash();
        return verification.get().matches();
    }

    /** Takes as long as a look at a password of a connection, so that the time does not tell who is known. */
    void pretend(PasswordOptions options) {
        counts.countHash();
        var unused = hash(NOBODYS, options);
    }

    /**
     * What replaces a hash of another system, or of another cost, be it higher: what a connection asks for decides how long a
     * login takes, and whether that tells who is known. Nothing if it is as its connection would make it, or can't be replaced.
     */
    Optional<NewHash> renewal(String password, StoredPassword stored) {
        var options = stored.connection().options().passwords();
        if (isAsAskedFor(stored, options)) {
            return Optional.empty();
        }
        try {
            return Optional.of(hash(password, options));
        } catch (UnfitPasswordException e) {
            // Bcrypt does not hear all of it: the password would become another one.
            return Optional.empty();
        }
    }

    private Optional<Verification> verify(String password, StoredPassword stored) {
        if (stored.customHash() != null) {
            return custom(stored.customHash()).map(hash -> verifier.verify(password, hash));
        }
        return Optional.ofNullable(stored.hash()).map(hash -> verifier.verify(password, hash));
    }

    private Optional<CustomPasswordHash> custom(String hash) {
        return CustomPasswordHash.of(json.readValue(hash, MEMBERS), CostLimits.DEFAULTS);
    }

    private boolean isAsAskedFor(StoredPassword stored, PasswordOptions options) {
        if (stored.customHash() != null) {
            return isOurs(stored.customHash(), options);
        }
        return options.hash() == PasswordOptions.Hash.BCRYPT
                && Optional.ofNullable(stored.hash())
                        .flatMap(BcryptHash::parse)
                        .filter(hash -> hash.cost() == options.bcryptCost())
                        .isPresent();
    }

    private boolean isOurs(String customHash, PasswordOptions options) {
        var ours = Argon2Cost.DEFAULT;
        return options.hash() == PasswordOptions.Hash.ARGON2ID
                && custom(customHash)
                        .filter(hash -> hash.algorithm() == HashAlgorithm.ARGON2)
                        .flatMap(hash -> Argon2Hash.parse(hash.value()))
                        .filter(hash -> hash.variant().equals("id")
                                && hash.memoryKib() == ours.memoryKib()
                                && hash.passes() == ours.passes()
                                && hash.lanes() == ours.lanes())
                        .isPresent();
    }

    private NewHash hash(String password, PasswordOptions options) {
        var hashed = options.hash(password, hasher);
        var custom = hashed.custom();
        return new NewHash(hashed.bcrypt(), custom == null ? null : json.writeValueAsString(custom.toJson()));
    }
}
