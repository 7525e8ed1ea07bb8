package dev.usher.jobs.credential;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The algorithms in which a foreign password hash may come. */
public enum HashAlgorithm {
    ARGON2(Form.SELF_CONTAINED, false),
    BCRYPT(Form.SELF_CONTAINED, true),
    HMAC(Form.RAW, true),
    LDAP(Form.SELF_CONTAINED, false),
    MD4(Form.RAW, true),
    MD5(Form.RAW, true),
    SHA1(Form.RAW, true),
    SHA256(Form.RAW, true),
    SHA512(Form.RAW, true),
    PBKDF2(Form.SELF_CONTAINED, false),
    SCRYPT(Form.RAW, true);

    /** How the value of a hash is written. */
    public enum Form {
        /** A text that names its own parameters. */
        SELF_CONTAINED,
        /** Bytes in hexadecimal or base64. */
        RAW
    }

    static final String NAMES = "argon2, bcrypt, hmac, ldap, md4, md5, sha1, sha256, sha512, pbkdf2, scrypt";

    private final Form form;
    private final boolean takesSalt;

    HashAlgorithm(Form form, boolean takesSalt) {
        this.form = form;
        this.takesSalt = takesSalt;
    }

    static Optional<HashAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.algorithmName().equals(name))
                .findFirst();
    }

    /** As it is written in a hash. */
    public String algorithmName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Form form() {
        return form;
    }

    /** Whether a salt may stand beside the hash; the others carry theirs inside. */
    public boolean takesSalt() {
        return takesSalt;
    }

    /** The digest that the hash is, for the algorithms that are nothing else. */
    public Optional<Digest> digest() {
        return switch (this) {
            case MD4, MD5, SHA1, SHA256, SHA512 -> Optional.of(Digest.valueOf(name()));
            default -> Optional.empty();
        };
    }
}
