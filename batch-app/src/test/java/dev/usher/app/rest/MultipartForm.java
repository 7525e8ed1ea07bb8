package dev.usher.app.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A {@code multipart/form-data} body, part by part, as clients write it by hand. */
final class MultipartForm {

    private static final String BOUNDARY = "----a-boundary";

    static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean lengths;

    /** A form that is complete. */
    static MultipartForm of(String connectionId, String users) {
        return new MultipartForm().users(users).text("connection_id", connectionId);
    }

    /** From now on every part says how long it is. */
    MultipartForm withLengths() {
        lengths = true;
        return this;
    }

    MultipartForm text(String name, String value) {
        return part("form-data; name=\"" + name + "\"", "", utf8(value));
    }

    MultipartForm users(String content) {
        return users("users.json", content);
    }

    MultipartForm users(String fileName, String content) {
        return users(fileName, utf8(content));
    }

    MultipartForm users(String fileName, byte[] content) {
        return part(
                "form-data; name=\"users\"; filename=\"" + fileName + "\"",
                "Content-Type: application/json\r\n",
                content);
    }

    private MultipartForm part(String disposition, String headers, byte[] content) {
        var length = lengths ? "Content-Length: " + content.length + "\r\n" : "";
        raw("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n" + headers + length + "\r\n");
        bytes.writeBytes(content);
        return raw("\r\n");
    }

    MultipartForm raw(String text) {
        bytes.writeBytes(utf8(text));
        return this;
    }

    /** Everything so far, without an end. */
    byte[] beginning() {
        return bytes.toByteArray();
    }

    byte[] complete() {
        return raw("--" + BOUNDARY + "--\r\n").beginning();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
