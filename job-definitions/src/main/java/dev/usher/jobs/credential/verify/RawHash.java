package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;
import java.security.MessageDigest;

/** Compares what was computed with a hash that is written as bytes. */
final class RawHash {

    private RawHash() {}

    static boolean isSame(byte[] computed, CustomPasswordHash hash) {
        return hash.encoding()
                .decode(hash.value())
                .filter(stored -> MessageDigest.isEqual(computed, stored.toArray()))
                .isPresent();
    }
}
