package dev.usher.jobs.credential.verify;

/**
 * What a new Argon2id hash costs whoever makes or verifies it.
 *
 * @param memoryKib memory in KiB, at least 8 for each lane
 * @param passes passes over the memory
 * @param lanes degree of parallelism
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {

    /** The first choice of OWASP's cheat sheet: 19 MiB, two passes, one lane. */
    public static final Argon2Cost DEFAULT = new Argon2Cost(19 * 1024, 2, 1);

    public Argon2Cost {
        if (passes < 1 || lanes < 1 || memoryKib < 8 * lanes) {
            throw new IllegalArgumentException(
                    "Argon2 takes a pass, a lane, and 8 KiB of memory for each lane, or more.");
        }
    }
}
