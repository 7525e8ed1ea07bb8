package dev.usher.app.security.client;

import dev.usher.jobs.digest.Sha256;
import dev.usher.jobs.random.RandomText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * Makes secrets and their hashes.
 *
 * <p>A secret is 64 random characters out of 64, so 384 bits. Nobody can try them out, with or without a slow hash: plain
 * SHA-256 hides it as well as one that is made for passwords, and a flood of wrong secrets costs no processor time.
 */
public final class ClientSecrets {

    private static final String URL_SAFE = RandomText.LETTERS_AND_DIGITS + "-_";
    private static final int ID_LENGTH = 32;
    private static final int SECRET_LENGTH = 64;

    private ClientSecrets() {}

    static ClientCredentials generate(SecureRandom random) {
        return new ClientCredentials(RandomText.of(random, ID_LENGTH, RandomText.LETTERS_AND_DIGITS), secret(random));
    }

    static String secret(SecureRandom random) {
        return RandomText.of(random, SECRET_LENGTH, URL_SAFE);
    }

    /** In hexadecimal. */
    public static String hash(CharSequence secret) {
        return Sha256.of(secret.toString());
    }

    /** Takes the same time wherever the two differ. */
    public static boolean matches(CharSequence secret, String hash) {
        return MessageDigest.isEqual(
                hash(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
