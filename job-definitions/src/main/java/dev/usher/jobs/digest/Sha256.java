package dev.usher.jobs.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal with small letters. */
public final class Sha256 {

    private Sha256() {}

    /** For one thread. */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Of all that the digest was given; it starts anew then. */
    public static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of the text in UTF-8. */
    public static String of(String text) {
        var digest = start();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return end(digest);
    }
}
