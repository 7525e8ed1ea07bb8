package dev.usher.app.login;

import dev.usher.jobs.digest.Sha256;
import java.security.SecureRandom;

/** Random texts that nobody can guess, and what is stored of them; no slow hash is needed. Shared by all threads. */
final class Secrets {

    private static final String UPPER_CASE_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz" + UPPER_CASE_AND_DIGITS;

    private static final int TOKEN_LENGTH = 48;
    private static final int SESSION_LENGTH = 32;
    private static final int RECOVERY_CODE_LENGTH = 24;

    private final SecureRandom random;

    Secrets(SecureRandom random) {
        this.random = random;
    }

    String token() {
        return text(TOKEN_LENGTH, LETTERS_AND_DIGITS);
    }

    String sessionId() {
        return text(SESSION_LENGTH, LETTERS_AND_DIGITS);
    }

    String recoveryCode() {
        return text(RECOVERY_CODE_LENGTH, UPPER_CASE_AND_DIGITS);
    }

    static String hash(String secret) {
        return Sha256.of(secret);
    }

    private String text(int length, String characters) {
        return random.ints(length, 0, characters.length())
                .map(characters::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
