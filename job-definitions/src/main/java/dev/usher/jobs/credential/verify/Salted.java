package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;

/** A password and the salt beside its hash, as the bytes that were hashed. */
final class Salted {

    private Salted() {}

    static byte[] of(byte[] password, CustomPasswordHash hash) {
        return hash.salt()
                .map(salt -> salt.suffix()
                        ? join(password, salt.bytes().toArray())
                        : join(salt.bytes().toArray(), password))
                .orElse(password);
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
