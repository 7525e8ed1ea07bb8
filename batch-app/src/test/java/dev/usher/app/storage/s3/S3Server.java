package dev.usher.app.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One bucket, and the few requests of the protocol of S3 that are asked of it, with conditions as Amazon has them. Pages of
 * a list hold ten objects. Of signatures it looks at the id of the key only.
 */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "bucket";
    public static final String KEY_ID = "key-id";

    private static final int PAGE = 10;

    private final SortedMap<String, Stored> objects = new TreeMap<>();
    private final Map<String, SortedMap<Integer, byte[]>> uploads = new HashMap<>();
    private final AtomicInteger counter = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Stored(byte[] bytes, String etag, Instant modified) {}

    /** A request, and where its answer goes. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Call(HttpExchange exchange, String key, Map<String, String> query, byte[] body) {

        boolean is(String method, String... parameters) {
            return exchange.getRequestMethod().equals(method)
                    && query.keySet().containsAll(List.of(parameters))
                    && (parameters.length > 0 || !query.containsKey("uploadId"));
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
        }

        void answer(int status, byte[] content) throws IOException {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            }
            exchange.sendResponseHeaders(status, head || content.length == 0 ? -1 : content.length);
            if (!head && content.length > 0) {
                exchange.getResponseBody().write(content);
            }
        }

        void xml(String text) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            answer(200, ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).getBytes(UTF_8));
        }

        void refuse(int status, String code) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            answer(status, ("<Error><Code>" + code + "</Code><Message>no</Message></Error>").getBytes(UTF_8));
        }
    }

    public S3Server() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/" + BUCKET, this::handle);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public synchronized void put(String key, String content) {
        store(key, content.getBytes(UTF_8));
    }

    private Stored store(String key, byte[] bytes) {
        var stored = new Stored(
                bytes,
                '"' + md5(bytes) + '"',
                Instant.parse("2026-01-01T00:00:00Z").plus(counter.incrementAndGet(), ChronoUnit.SECONDS));
        objects.put(key, stored);
        return stored;
    }

    public synchronized void remove(String key) {
        objects.remove(key);
    }

    public synchronized String content(String key) {
        return new String(Objects.requireNonNull(objects.get(key), key).bytes(), UTF_8);
    }

    public synchronized List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    public synchronized int unfinished() {
        return uploads.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var key = path.length() > BUCKET.length() + 2 ? path.substring(BUCKET.length() + 2) : "";
            var call = new Call(exchange, key, query(exchange), body(exchange));
            if (!call.header("Authorization").orElse("").contains("Credential=" + KEY_ID + "/")) {
                call.refuse(403, "InvalidAccessKeyId");
                return;
            }
            synchronized (this) {
                answer(call);
            }
        }
    }

    private void answer(Call call) throws IOException {
        if (call.key().isEmpty()) {
            list(call);
        } else if (call.is("POST", "uploads")) {
            var id = "upload-" + counter.incrementAndGet();
            uploads.put(id, new TreeMap<>());
            call.xml("<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
        } else if (call.query().containsKey("uploadId")) {
            upload(call, call.query().get("uploadId"));
        } else if (call.is("PUT") && call.header("x-amz-copy-source").isPresent()) {
            copy(call);
        } else if (call.is("DELETE")) {
            objects.remove(call.key());
            call.answer(204, new byte[0]);
        } else {
            read(call);
        }
    }

    private void list(Call call) throws IOException {
        var prefix = call.query().getOrDefault("prefix", "");
        var after = call.query().getOrDefault("continuation-token", "");
        var keys = objects.tailMap(prefix).keySet().stream()
                .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
                .filter(key -> key.indexOf('/', prefix.length()) < 0)
                .toList();
        var text = new StringBuilder("<ListBucketResult>");
        for (var key : keys.subList(0, Math.min(PAGE, keys.size()))) {
            var object = Objects.requireNonNull(objects.get(key));
            text.append("<Contents><Key>" + key + "</Key><Size>" + object.bytes().length + "</Size><ETag>"
                    + object.etag().replace("\"", "&quot;") + "</ETag><LastModified>" + object.modified()
                    + "</LastModified></Contents>");
        }
        boolean more = keys.size() > PAGE;
        text.append("<IsTruncated>" + more + "</IsTruncated>");
        if (more) {
            text.append("<NextContinuationToken>" + keys.get(PAGE - 1) + "</NextContinuationToken>");
        }
        call.xml(text.append("</ListBucketResult>").toString());
    }

    private void upload(Call call, String id) throws IOException {
        var parts = uploads.get(id);
        if (parts == null) {
            call.refuse(404, "NoSuchUpload");
        } else if (call.is("PUT", "partNumber")) {
            parts.put(Integer.parseInt(call.query().get("partNumber")), call.body());
            call.exchange().getResponseHeaders().set("ETag", '"' + md5(call.body()) + '"');
            call.answer(200, new byte[0]);
        } else if (call.is("DELETE", "uploadId")) {
            uploads.remove(id);
            call.answer(204, new byte[0]);
        } else if (call.header("If-None-Match").isPresent() && objects.containsKey(call.key())) {
            call.refuse(412, "PreconditionFailed");
        } else {
            var whole = new ByteArrayOutputStream();
            for (var part : parts.values()) {
                whole.write(part);
            }
            uploads.remove(id);
            var stored = store(call.key(), whole.toByteArray());
            call.xml("<CompleteMultipartUploadResult><ETag>" + stored.etag().replace("\"", "&quot;")
                    + "</ETag></CompleteMultipartUploadResult>");
        }
    }

    private void copy(Call call) throws IOException {
        var source = URLDecoder.decode(call.header("x-amz-copy-source").orElseThrow(), UTF_8);
        var object = objects.get(source.substring(source.indexOf(BUCKET) + BUCKET.length() + 1));
        var match = call.header("x-amz-copy-source-if-match");
        if (object == null) {
            call.refuse(404, "NoSuchKey");
        } else if (match.isPresent() && !match.get().equals(object.etag())) {
            call.refuse(412, "PreconditionFailed");
        } else {
            store(call.key(), object.bytes());
            call.xml("<CopyObjectResult><ETag>" + object.etag().replace("\"", "&quot;") + "</ETag></CopyObjectResult>");
        }
    }

    private void read(Call call) throws IOException {
        var object = objects.get(call.key());
        var match = call.header("If-Match");
        if (object == null) {
            call.refuse(404, "NoSuchKey");
        } else if (match.isPresent() && !match.get().equals(object.etag())) {
            call.refuse(412, "PreconditionFailed");
        } else {
            var headers = call.exchange().getResponseHeaders();
            headers.set("ETag", object.etag());
            headers.set(
                    "Last-Modified",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            object.modified().atOffset(ZoneOffset.UTC)));
            call.answer(200, object.bytes());
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var parameters = new TreeMap<String, String>();
        var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (var pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.put(
                    URLDecoder.decode(name, UTF_8),
                    equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return parameters;
    }

    /** A body that is signed as it is sent comes in pieces, each behind a line with its length. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length") == null) {
            return bytes;
        }
        var content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (bytes[end] != '\r') {
                end++;
            }
            var line = new String(bytes, at, end - at, UTF_8);
            int length = Integer.parseInt(line.split(";", -1)[0], 16);
            if (length == 0) {
                return content.toByteArray();
            }
            content.write(bytes, end + 2, length);
            at = end + 2 + length + 2;
        }
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
