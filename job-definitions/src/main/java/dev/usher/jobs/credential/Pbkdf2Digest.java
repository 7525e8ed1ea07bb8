package dev.usher.jobs.credential;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The digests that PBKDF2 may be made with, under all names that OpenSSL has for them. */
public enum Pbkdf2Digest {
    MD4("md4 RSA-MD4 md4WithRSAEncryption"),
    MD5("md5 RSA-MD5 md5WithRSAEncryption ssl3-md5"),
    MDC2("mdc2 RSA-MDC2 mdc2WithRSA"),
    RIPEMD160("ripemd160 RSA-RIPEMD160 ripemd ripemd160WithRSA rmd160"),
    SHA1("sha1 RSA-SHA1 RSA-SHA1-2 sha1WithRSAEncryption ssl3-sha1"),
    SHA224("sha224 RSA-SHA224 sha224WithRSAEncryption"),
    SHA256("sha256 RSA-SHA256 sha256WithRSAEncryption"),
    SHA384("sha384 RSA-SHA384 sha384WithRSAEncryption"),
    SHA512("sha512 RSA-SHA512 sha512WithRSAEncryption"),
    WHIRLPOOL("whirlpool");

    private static final int MDC2_BYTES = 16;

    private final String names;

    Pbkdf2Digest(String names) {
        this.names = names;
    }

    /** The digest that has the name, written exactly so. */
    public static Optional<Pbkdf2Digest> named(String name) {
        return Arrays.stream(values())
                .filter(digest -> digest.names().contains(name))
                .findFirst();
    }

    /** All names, the one that people write first. */
    public List<String> names() {
        return List.of(names.split(" "));
    }

    /** The digest, which everything else may use too; nothing for MDC-2. */
    public Optional<Digest> digest() {
        return this == MDC2 ? Optional.empty() : Optional.of(Digest.valueOf(name()));
    }

    int lengthBytes() {
        return digest().map(Digest::lengthBytes).orElse(MDC2_BYTES);
    }
}
