package dev.usher.app.rest.job;

import dev.usher.app.rest.upload.Upload;
import dev.usher.jobs.digest.Sha256;
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
        return Sha256.of(text);
    }
}
