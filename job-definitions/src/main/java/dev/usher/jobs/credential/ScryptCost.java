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

    void check(Given given, CostLimits limits) {
        Problems problems = given.problems();
        problems.checkRange(given.at("keylen"), "scrypt key length", keyLengthBytes, 1, MAX_KEY_BYTES);
        problems.checkRange(given.at("blockSize"), "scrypt block size", blockSize, 1, MAX_BLOCK_SIZE);
        problems.checkRange(
                given.at("parallelization"), "scrypt parallelization", parallelization, 1, MAX_PARALLELIZATION);
        long block = 128 * Math.max(1, Math.min(blockSize, MAX_BLOCK_SIZE));
        problems.checkRange(given.at("cost"), "scrypt cost", cost, 2, limits.scryptMaxBytes() / block);
        if (cost > 1 && Long.bitCount(cost) != 1) {
            problems.add(CredentialProblem.Kind.NO_MATCH, given.at("cost"), "The scrypt cost must be a power of two");
        }
    }
}
