package dev.usher.app.cli.remote;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A form of texts, and perhaps of one file, which is last and never held in memory. */
final class FormData {

    private static final String LINE = "\r\n";

    private final String boundary = "usher-" + UUID.randomUUID();
    private final byte[] start;
    private final byte[] end = (LINE + "--" + boundary + "--" + LINE).getBytes(StandardCharsets.UTF_8);

    /** Without a file. */
    FormData(Map<String, String> texts) {
        start = (parts(texts) + "--" + boundary + "--" + LINE).getBytes(StandardCharsets.UTF_8);
    }

    /** @param fileName what the server is to call the file */
    FormData(Map<String, String> texts, String filePart, String fileName) {
        var text = parts(texts)
                + head(filePart + "\"; filename=\"" + quoted(fileName))
                + "Content-Type: application/octet-stream" + LINE + LINE;
        start = text.getBytes(StandardCharsets.UTF_8);
    }

    private String parts(Map<String, String> texts) {
        var text = new StringBuilder();
        texts.forEach((name, value) ->
                text.append(head(name)).append(LINE).append(value).append(LINE));
        return text.toString();
    }

    private String head(String name) {
        return "--" + boundary + LINE + "Content-Disposition: form-data; name=\"" + name + "\"" + LINE;
    }

    private static String quoted(String fileName) {
        return fileName.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Of a form without a file. */
    BodyPublisher body() {
        return BodyPublishers.ofByteArray(start);
    }

    /** @param sizeBytes of the file; negative if it is not known */
    BodyPublisher body(Supplier<InputStream> file, long sizeBytes) {
        var parts = BodyPublishers.concat(
                BodyPublishers.ofByteArray(start), BodyPublishers.ofInputStream(file), BodyPublishers.ofByteArray(end));
        return sizeBytes < 0 ? parts : BodyPublishers.fromPublisher(parts, start.length + sizeBytes + end.length);
    }
}
