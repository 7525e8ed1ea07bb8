package dev.usher.jobs.user;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * The first 18 of the 24 hexadecimal digits of new user ids: seconds since 1970 (8) and a random number (10), to which
 * the database adds a counter (6). Ids of one chunk therefore follow each other, and ids grow with time: inserts stay at the
 * right edge of the primary key.
 */
public final class UserIdStem {

    private static final long FORTY_BITS = (1L << 40) - 1;

    private UserIdStem() {}

    /** A fresh stem; a chunk that is tried again takes another one. */
    public static String next(Clock clock, RandomGenerator random) {
        return String.format("%08x%010x", clock.instant().getEpochSecond(), random.nextLong() & FORTY_BITS);
    }
}
