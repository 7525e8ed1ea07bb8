package dev.usher.jobs.credential;

/**
 * How much work a password hash may ask of whoever verifies it. A file could otherwise stop a server at the first login.
 *
 * @param bcryptMinCost base-2 logarithm of the rounds
 * @param bcryptMaxCost base-2 logarithm of the rounds
 * @param argon2MaxMemoryKib memory in KiB
 * @param argon2MaxPasses passes over that memory
 * @param scryptMaxBytes memory in bytes: cost × block size × 128
 * @param pbkdf2MaxIterations rounds
 */
public record CostLimits(
        int bcryptMinCost,
        int bcryptMaxCost,
        int argon2MaxMemoryKib,
        int argon2MaxPasses,
        long scryptMaxBytes,
        int pbkdf2MaxIterations) {

    public static final CostLimits DEFAULTS = new CostLimits(4, 15, 256 * 1024, 10, 128L << 20, 2_000_000);

    public CostLimits {
        if (bcryptMinCost < 4 || bcryptMaxCost > 31 || bcryptMinCost > bcryptMaxCost) {
            throw new IllegalArgumentException("bcrypt costs lie between 4 and 31");
        }
    }
}
