package dev.usher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code usher serve} by the launcher, and a client of it. Closing it ends it. */
final class ServerProcess implements AutoCloseable {

    private static final String PORT = "18080";
    private static final String CLIENT = "benchmark-benchmark-benchmark-00";
    private static final String SECRET = "benchmark-benchmark-benchmark-benchmark-benchmark-benchmark-0000";
    private static final int START_SECONDS = 60;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess start(BenchDatabase database, Path launcher, Path work) throws Exception {
        var builder = new ProcessBuilder(launcher.toString(), "serve")
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("serve.out").toFile());
        builder.environment().putAll(database.environment());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("USHER_JAVA_OPTS", String.join(" ", UsherProcess.FIXED_HEAP));
        builder.environment().put("USHER_SECURITY_CLIENT_ID", CLIENT);
        builder.environment().put("USHER_SECURITY_CLIENT_SECRET", SECRET);
        builder.environment().put("SERVER_PORT", PORT);
        builder.environment().put("MANAGEMENT_SERVER_PORT", "-1");
        builder.environment().put("USHER_LIMIT_REQUESTS_PER_SECOND", "0");
        var server = new ServerProcess(builder.start());
        try {
            server.logIn();
            return server;
        } catch (Exception e) {
            server.close();
            throw new IllegalStateException(Files.readString(work.resolve("serve.out")), e);
        }
    }

    private void logIn() throws Exception {
        var form = "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret="
                + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        for (int second = 0; token.isEmpty(); second++) {
            try {
                var request = HttpRequest.newBuilder(uri("/oauth/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
                token = send(request, 200).path("access_token").stringValue();
            } catch (IOException e) {
                if (second == START_SECONDS || !process.isAlive()) {
                    throw e;
                }
                Thread.sleep(1_000);
            }
        }
    }

    /**
     * Uploads a file.
     *
     * @param flag an option that is switched on
     * @return the job's id
     */
    String submit(Path file, String connectionId, String flag) throws Exception {
        var request = request("/api/v2/jobs/users-imports")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(form(file, connectionId, flag))
                .build();
        return send(request, 202).path("id").stringValue();
    }

    private static BodyPublisher form(Path file, String connectionId, String flag) throws IOException {
        return BodyPublishers.concat(
                BodyPublishers.ofString("--b\r\nContent-Disposition: form-data; name=\"users\"; filename=\""
                        + file.getFileName() + "\"\r\n\r\n"),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString(
                        "\r\n" + part("connection_id", connectionId) + part(flag, "true") + "--b--\r\n"));
    }

    private static String part(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    JsonNode job(String id) throws Exception {
        return send(request("/api/v2/jobs/" + id).build(), 200);
    }

    /** By the lightest client of the JDK: what it takes of the processors, the server lacks. */
    void user(String id) throws IOException {
        var path = "/api/v2/users/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        var connection = (HttpURLConnection) uri(path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        try (var body = connection.getInputStream()) {
            var user = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (!user.contains('"' + id + '"')) {
                throw new IllegalStateException(path + ": " + user);
            }
        }
    }

    boolean hasEnded(JsonNode job) {
        var status = job.path("status").stringValue();
        if (Set.of("failed", "stopped").contains(status)) {
            throw new IllegalStateException("the job ended " + job);
        }
        return status.equals("completed");
    }

    /** The largest resident set of the process so far; 0 where the system does not tell. */
    long peakMemoryBytes() {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * 1024;
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request, int expected) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + PORT + path);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
