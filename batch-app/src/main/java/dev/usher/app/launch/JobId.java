package dev.usher.app.launch;

import dev.usher.jobs.random.RandomText;
import java.util.random.RandomGenerator;

/** Makes ids of jobs: {@code job_} and 16 letters and digits. */
final class JobId {

    private static final int LENGTH = 16;

    private JobId() {}

    static String next(RandomGenerator random) {
        return "job_" + RandomText.of(random, LENGTH, RandomText.LETTERS_AND_DIGITS);
    }
}
