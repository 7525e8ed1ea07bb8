package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.HashAlgorithm;
import dev.usher.jobs.credential.PasswordEncoding;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Makes hashes of new passwords; shared by all threads. Each call takes as much work and memory as its cost says: callers
 * bound how many run at once.
 */
public final class PasswordHasher {

    public static final int DEFAULT_BCRYPT_COST = 10;

    private static final int MAX_ARGON2_PASSWORD_BYTES = 1024;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final SecureRandom random;

    /** @param random where salts come from */
    public PasswordHasher(SecureRandom random) {
        this.random = random;
    }

    /**
     * A hash for {@code password_hash}. Bcrypt hears 72 bytes; more are refused, since two passwords that differ behind them
     * would be one.
     *
     * @param cost base-2 logarithm of the rounds, 4 to 31
     * @throws UnfitPasswordException if the password is empty or has more than 72 bytes in UTF-8
     */
    public String bcrypt(String password, int cost) {
        byte[] bytes = PasswordEncoding.UTF8.encode(password);
        UnfitPasswordException.check(bytes, BcryptCheck.MAX_BYTES);
        return BCrypt.hashpw(bytes, BCrypt.gensalt("$2b", cost, random));
    }

    /**
     * A hash for {@code custom_password_hash}.
     *
     * @throws UnfitPasswordException if the password is empty or has more than 1,024 bytes in UTF-8
     */
    public CustomPasswordHash argon2id(String password, Argon2Cost cost) {
        byte[] bytes = PasswordEncoding.UTF8.encode(password);
        UnfitPasswordException.check(bytes, MAX_ARGON2_PASSWORD_BYTES);
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = new byte[HASH_BYTES];
        Argon2Check.generate(
                bytes,
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withMemoryAsKB(cost.memoryKib())
                        .withIterations(cost.passes())
                        .withParallelism(cost.lanes())
                        .withSalt(salt)
                        .build(),
                hash);
        String value = "$argon2id$v=" + Argon2Parameters.ARGON2_VERSION_13 + "$m=" + cost.memoryKib() + ",t="
                + cost.passes() + ",p=" + cost.lanes() + "$" + BASE64.encodeToString(salt) + "$"
                + BASE64.encodeToString(hash);
        return CustomPasswordHash.selfContained(HashAlgorithm.ARGON2, value);
    }
}
