package dev.usher.app.rest.job;

import dev.usher.app.rest.upload.Upload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** What tells a request that is sent again from another one with the same idempotency key. */
final class RequestDigest {

    private RequestDigest() {}

    /** Of the file's bytes and all other parts, whatever their order. */
    static String of(Upload upload) {
        var request = new StringBuilder(upload.sha256());
        new TreeMap<>(upload.texts())
                .forEach((name, text) -> request.append(' ')
                        .append(name.length())
                        .append(':')
                        .append(name)
                        .append(text.length())
                        .append(':')
                        .append(text));
        return of(request.toString());
    }

    static String of(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
