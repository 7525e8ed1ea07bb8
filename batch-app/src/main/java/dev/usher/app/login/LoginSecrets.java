package dev.usher.app.login;

import dev.usher.jobs.digest.Sha256;
import dev.usher.jobs.random.RandomText;
import java.security.SecureRandom;

/** Random texts that nobody can guess, and what is stored of them; no slow hash is needed. Shared by all threads. */
final class LoginSecrets {

    private static final int TOKEN_LENGTH = 48;
    private static final int SESSION_LENGTH = 32;
    private static final int RECOVERY_CODE_LENGTH = 24;

    private final SecureRandom random;

    LoginSecrets(SecureRandom random) {
        this.random = random;
    }

    String token() {
        return RandomText.of(random, TOKEN_LENGTH, RandomText.LETTERS_AND_DIGITS);
    }

    String sessionId() {
        return RandomText.of(random, SESSION_LENGTH, RandomText.LETTERS_AND_DIGITS);
    }

    String recoveryCode() {
        return RandomText.of(random, RECOVERY_CODE_LENGTH, RandomText.UPPER_CASE_AND_DIGITS);
    }

    static String hash(String secret) {
        return Sha256.of(secret);
    }
}
