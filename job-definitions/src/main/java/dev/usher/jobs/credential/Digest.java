package dev.usher.jobs.credential;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A digest by itself or inside an HMAC, with the length of what it yields in bytes. */
public enum Digest {
    MD4(16),
    MD5(16),
    RIPEMD160(20),
    SHA1(20),
    SHA224(28),
    SHA256(32),
    SHA384(48),
    SHA512(64),
    WHIRLPOOL(64);

    static final String NAMES = "md4, md5, ripemd160, sha1, sha224, sha256, sha384, sha512, whirlpool";

    private final int lengthBytes;

    Digest(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    static Optional<Digest> named(String name) {
        return Arrays.stream(values())
                .filter(digest -> digest.digestName().equals(name))
                .findFirst();
    }

    /** As it is written in a hash. */
    public String digestName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int lengthBytes() {
        return lengthBytes;
    }
}
