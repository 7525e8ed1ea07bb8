package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.BcryptHash;
import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.CredentialProblem;
import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.HashAlgorithm;
import dev.usher.jobs.credential.PasswordEncoding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds typed passwords against stored hashes; shared by all threads.
 *
 * <p>One call may take seconds of a processor and as much memory as the limits allow (256 MiB by default): callers bound how
 * many run at once.
 */
public final class PasswordVerifier {

    private final CostLimits limits;
    private final Map<HashAlgorithm, HashCheck> checks = new EnumMap<>(HashAlgorithm.class);

    /** @param limits a hash that asks for more is refused before any work is done */
    public PasswordVerifier(CostLimits limits) {
        this.limits = limits;
        checks.put(HashAlgorithm.ARGON2, new Argon2Check());
        checks.put(HashAlgorithm.BCRYPT, new BcryptCheck());
        checks.put(HashAlgorithm.HMAC, new HmacCheck());
        checks.put(HashAlgorithm.LDAP, new LdapCheck());
        checks.put(HashAlgorithm.PBKDF2, new Pbkdf2Check());
        checks.put(HashAlgorithm.SCRYPT, new ScryptCheck());
        for (var algorithm : HashAlgorithm.values()) {
            algorithm.digest().ifPresent(digest -> checks.put(algorithm, new DigestCheck(digest)));
        }
    }

    /**
     * @param passwordHash what the column {@code password_hash} holds: bcrypt, {@code $2a$}, {@code $2b$} or {@code $2y$}
     */
    public Verification verify(String password, String passwordHash) {
        Optional<BcryptHash> bcrypt = BcryptHash.parse(passwordHash);
        if (bcrypt.isEmpty()) {
            return new Verification.Refused("The hash is not one of bcrypt.");
        }
        List<CredentialProblem> problems = bcrypt.get().problems(limits);
        return problems.isEmpty()
                ? Verification.of(BcryptCheck.matches(PasswordEncoding.UTF8.encode(password), bcrypt.get()))
                : refused(problems);
    }

    public Verification verify(String password, CustomPasswordHash hash) {
        List<CredentialProblem> problems = hash.problems(limits);
        HashCheck check = checks.get(hash.algorithm());
        if (!problems.isEmpty() || check == null) {
            return refused(problems);
        }
        return Verification.of(check.matches(hash.passwordEncoding().encode(password), hash));
    }

    private static Verification refused(List<CredentialProblem> problems) {
        return new Verification.Refused(
                problems.isEmpty()
                        ? "Nothing verifies this algorithm."
                        : problems.get(0).message());
    }
}
