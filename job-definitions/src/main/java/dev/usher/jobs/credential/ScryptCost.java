package dev.usher.jobs.credential;

/**
 * How a scrypt key was derived.
 *
 * @param keyLengthBytes length of the key
 * @param cost N, a power of two
 * @param blockSize r
 * @param parallelization p
 */
public record ScryptCost(long keyLengthBytes, long cost, long blockSize, long parallelization) {

    static final long DEFAULT_COST = 16_384;
    static final long DEFAULT_BLOCK_SIZE = 8;
    static final long DEFAULT_PARALLELIZATION = 1;

    private static final int MAX_KEY_BYTES = 1024;
    private static final int MAX_BLOCK_SIZE = 1024;
    private static final int MAX_PARALLELIZATION = 16;
    private static final long COST_BOUND_OF_SMALLEST_BLOCK = 1L << 16;

    void check(Problems problems, CostLimits limits) {
        problems.checkRange("keylen", "scrypt key length", keyLengthBytes, 1, MAX_KEY_BYTES);
        problems.checkRange("blockSize", "scrypt block size", blockSize, 1, MAX_BLOCK_SIZE);
        problems.checkRange("parallelization", "scrypt parallelization", parallelization, 1, MAX_PARALLELIZATION);
        long block = 128 * Math.max(1, Math.min(blockSize, MAX_BLOCK_SIZE));
        problems.checkRange("cost", "scrypt cost", cost, 2, limits.scryptMaxBytes() / block);
        if (cost > 1 && Long.bitCount(cost) != 1) {
            problems.add(CredentialProblem.Kind.NO_MATCH, "cost", "The scrypt cost must be a power of two");
        }
        // scrypt itself has no greater ones: a block of one would not tell them apart.
        if (blockSize == 1 && cost >= COST_BOUND_OF_SMALLEST_BLOCK) {
            problems.add(
                    CredentialProblem.Kind.TOO_LARGE,
                    "cost",
                    "A scrypt cost of 65536 or more needs a greater block size");
        }
    }
}
