package dev.usher.app.launch;

import java.util.random.RandomGenerator;

/** Makes ids of jobs: {@code job_} and 16 letters and digits. */
final class JobId {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private JobId() {}

    static String next(RandomGenerator random) {
        var id = new StringBuilder("job_");
        for (int i = 0; i < 16; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
