package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.UsherProcess.Result;
import dev.usher.app.storage.FolderFiles;
import dev.usher.app.storage.http.FileServer;
import dev.usher.app.storage.s3.S3Bucket;
import dev.usher.app.storage.sftp.SftpServer;
import dev.usher.jobs.testkit.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores as the real jar uses them: each of their types, wrong settings, and what is loaded when. */
class StoresJarIT {

    private static final String SECRET = "7h1s-must-not-be-seen";

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    Path folder;

    private Map<String, String> environment;

    @BeforeEach
    void prepare() {
        try (var proxy = FaultRun.proxy(postgres.migratedDatabase())) {
            environment = FaultRun.environment(postgres.migratedDatabase(), folder, proxy);
            environment.put("USHER_FILES_ROOT", folder.resolve("files").toString());
            FaultRun.addStores(environment, folder, "inbox");
        }
        environment.put("SPRING_DATASOURCE_URL", postgres.migratedDatabase().jdbcUrl());
    }

    @Test
    void importsAndExportsByEachTypeOfStore() throws IOException {
        var share = new FolderFiles(Files.createDirectory(folder.resolve("share")));
        try (var bucket = new S3Bucket();
                var sftp = new SftpServer(share.root());
                var http = new FileServer()) {
            addS3(bucket.endpoint(), bucket.name());
            addSftp(sftp.port(), SftpServer.PASSWORD, sftp.fingerprint());
            addHttp(http.port(), FileServer.TOKEN);
            bucket.put("in/s3.ndjson", line("s3"));
            share.put("sftp.ndjson", line("sftp"));
            http.put("http.ndjson", line("http"));

            succeed("import", "--source", "bucket:*.ndjson", "-c", "Username-Password-Authentication");
            succeed("import", "--source", "partner:*.ndjson", "-c", "Username-Password-Authentication");
            succeed("import", "--source", "feed:http.ndjson", "-c", "Username-Password-Authentication");
            succeed("export", "--to", "bucket:out.ndjson");
            succeed("export", "--to", "partner:out.csv.gz");

            assertThat(users()).contains("http@example.com", "s3@example.com", "sftp@example.com");
            assertThat(bucket.keys())
                    .hasSize(2)
                    .contains("in/out.ndjson")
                    .anyMatch(key -> key.startsWith("in/done/job_"));
            assertThat(bucket.content("in/out.ndjson")).contains("sftp@example.com");
            assertThat(share.names()).hasSize(2).contains("out.csv.gz").anyMatch(name -> name.startsWith("done/job_"));
        }
        assertThat(traces()).doesNotContain(SECRET, SftpServer.PASSWORD, FileServer.TOKEN);
    }

    @Test
    void saysWhatIsWrongAndKeepsItsSecrets() throws IOException {
        var share = new FolderFiles(Files.createDirectory(folder.resolve("share")));
        var seen = new StringBuilder();
        try (var sftp = new SftpServer(share.root());
                var http = new FileServer()) {
            http.handle("/bucket", exchange -> exchange.sendResponseHeaders(403, -1));
            addS3("http://127.0.0.1:" + http.port(), "bucket");
            addSftp(sftp.port(), SECRET, sftp.fingerprint());
            addHttp(http.port(), SECRET);

            for (var source : List.of("bucket:users.csv", "partner:users.csv", "feed:users.csv")) {
                var result = run("--verbose", "import", "--source", source, "-c", "Username-Password-Authentication");
                assertThat(result.exitCode()).as(result.err()).isEqualTo(5);
                assertThat(result.out() + result.err()).contains("failed: The s");
                seen.append(result.out()).append(result.err());
            }
        }
        assertThat(statusCodes()).containsOnly("SOURCE_REFUSED");
        assertThat(seen + traces()).doesNotContain(SECRET);
    }

    @Test
    void loadsNoLibraryOfStoresThatACommandDoesNotUse() throws IOException {
        addS3("http://127.0.0.1:1", "bucket");
        addSftp(1, SECRET, "SHA256:" + "A".repeat(43));
        addHttp(1, SECRET);
        var loaded = folder.resolve("loaded.txt");
        environment.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded);
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/users.ndjson"), line("lazy"));

        succeed("import", "--source", "inbox:users.ndjson", "-c", "Username-Password-Authentication");

        assertThat(Files.readString(loaded))
                .contains("dev.usher.app.storage.ConfiguredStores")
                .doesNotContain(
                        "software.amazon.",
                        "org.apache.sshd.",
                        "org.apache.hc.",
                        "dev.usher.app.storage.s3.",
                        "dev.usher.app.storage.sftp.",
                        "dev.usher.app.storage.http.",
                        "dev.usher.app.outbound.OutboundHttp");
    }

    @Test
    void doesNotStartWithSettingsThatMakeNoSense() {
        environment.put("USHER_STORES_INBOX_TYPE", "ftp");
        assertRefused("usher.stores.inbox.type is 'ftp': choose one of folder, http, s3, sftp.");

        environment.put("USHER_STORES_INBOX_TYPE", "folder");
        environment.put("USHER_STORES_INBOX_DOEN", "done");
        assertRefused("usher.stores.inbox.doen is no setting of such a store.");

        environment.remove("USHER_STORES_INBOX_DOEN");
        environment.put("USHER_STORES_INBOX_PATH", "relative");
        assertRefused("usher.stores.inbox: path must be absolute.");

        environment.put("USHER_STORES_INBOX_PATH", folder.toString());
        environment.put("USHER_STORES_BUCKET_TYPE", "s3");
        environment.put("USHER_STORES_BUCKET_BUCKET", "b");
        environment.put("USHER_STORES_BUCKET_SECRETACCESSKEY", SECRET);
        assertRefused("usher.stores.bucket: access-key-id and secret-access-key go together: one is missing.");

        environment.put("USHER_STORES_BUCKET_ACCESSKEYID", "id");
        environment.put("USHER_HTTPSOURCES_ALLOWED", "https://hr.example/path");
        assertRefused("usher.http-sources.allowed has 'https://hr.example/path'");
    }

    @Test
    void listsAndTriesStores() throws IOException {
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/users.ndjson"), line("x"));

        assertThat(succeed("stores", "list").out()).contains("inbox", "folder", "done, failed");
        assertThat(succeed("stores", "test", "inbox", "--write").out())
                .contains("1 file matches *.", "users.ndjson", "A file can be written.");
        assertThat(new FolderFiles(folder.resolve("inbox")).names()).containsExactly("users.ndjson");
        var away = run("stores", "test", "outbox");
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.err()).contains("its folder does not exist");
    }

    private void assertRefused(String sentence) {
        var result = run("connections", "list");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains(sentence).doesNotContain(SECRET);
    }

    private void addS3(String endpoint, String bucket) {
        add("BUCKET", "TYPE", "s3", "BUCKET", bucket, "PREFIX", "in/", "ENDPOINT", endpoint);
        add("BUCKET", "PATHSTYLE", "true", "ACCESSKEYID", "key-id", "SECRETACCESSKEY", SECRET, "DONE", "done");
    }

    private void addSftp(int port, String password, String hostKey) {
        add("PARTNER", "TYPE", "sftp", "HOST", "127.0.0.1", "PORT", String.valueOf(port), "PATH", "/");
        add("PARTNER", "USERNAME", SftpServer.USER, "PASSWORD", password, "HOSTKEYS", hostKey, "DONE", "done");
        add("PARTNER", "STABLEFOR", "0s");
    }

    private void addHttp(int port, String token) {
        add("FEED", "TYPE", "http", "URL", "http://127.0.0.1:" + port + "/files/", "BEARERTOKEN", token);
        add("FEED", "ALLOWHTTP", "true", "ALLOWPRIVATEADDRESSES", "true");
    }

    private void add(String store, String... settings) {
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("USHER_STORES_" + store + "_" + settings[i], settings[i + 1]);
        }
    }

    private Result succeed(String... arguments) {
        var result = run(arguments);
        assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isZero();
        return result;
    }

    private Result run(String... arguments) {
        try (var process = UsherProcess.start(folder, environment, null, List.of(arguments))) {
            return process.await();
        }
    }

    private static String line(String name) {
        return "{\"email\":\"" + name + "@example.com\"}\n";
    }

    private static List<String> users() {
        return jdbc().sql("SELECT email FROM users").query(String.class).list();
    }

    private static List<String> statusCodes() {
        return jdbc().sql("SELECT status_code FROM jobs WHERE status = 'failed'")
                .query(String.class)
                .list();
    }

    /** What is kept of all jobs, and what the log says. */
    private String traces() throws IOException {
        var texts = new ArrayList<String>();
        for (var table : List.of("jobs", "import_sources", "imported_files", "exports")) {
            texts.addAll(jdbc().sql("SELECT t::text FROM " + table + " AS t")
                    .query(String.class)
                    .list());
        }
        try (var logs = Files.walk(folder.resolve("home"))) {
            for (var log : logs.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(log));
            }
        }
        return String.join("\n", texts);
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(postgres.migratedDatabase().dataSource());
    }
}
