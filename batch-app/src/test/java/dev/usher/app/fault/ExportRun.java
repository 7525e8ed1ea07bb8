package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.UsherProcess.Result;
import dev.usher.jobs.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One export, its faults and its restarts: the database behind a proxy, the processes, and the files that they write. */
final class ExportRun implements AutoCloseable {

    private final Path folder;
    private final Path target;
    private final JdbcClient jdbc;
    private final FaultProxy proxy;
    private final Map<String, String> environment;

    private ExportRun(Path folder, Path target, JdbcClient jdbc, FaultProxy proxy, Map<String, String> environment) {
        this.folder = folder;
        this.target = target;
        this.jdbc = jdbc;
        this.proxy = proxy;
        this.environment = environment;
    }

    /** @param folder of its own */
    static ExportRun prepare(TestDatabase database, Path folder, ExportShape shape) {
        try {
            var target = Files.createDirectories(folder.resolve("target")).resolve(shape.fileName());
            var proxy = FaultRun.proxy(database);
            return new ExportRun(
                    folder,
                    target,
                    JdbcClient.create(database.dataSource()),
                    proxy,
                    FaultRun.environment(database, folder, proxy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Users with many kinds of values, which every export of the database writes. */
    static void insertUsers(TestDatabase database, int count) {
        JdbcClient.create(database.dataSource())
                .sql("""
                        INSERT INTO users (user_id, connection_id, email, name, blocked, app_metadata, user_metadata,
                                           email_is_unique, email_verified, created_at, updated_at)
                        SELECT 'auth0|' || md5(i::text), (SELECT id FROM connections LIMIT 1), i || '@example.com',
                               'Ünal "' || i || '"', CASE WHEN i % 3 = 0 THEN true END,
                               jsonb_build_object('plan', 'gold', 'n', i), jsonb_build_object('text', repeat('é', i % 50)),
                               true, i % 2 = 0, '2020-01-01Z', '2020-01-01Z'
                          FROM generate_series(1, :count) AS i
                        """.replace("%%", "%"))
                .param("count", count)
                .update();
    }

    FaultProxy proxy() {
        return proxy;
    }

    Path target() {
        return target;
    }

    void arm(Fault fault) {
        proxy.arm(fault);
    }

    /** @param around words in front of the command, such as those of a shell that sets a limit */
    UsherProcess start(List<String> around) {
        var fields =
                List.of("--fields", "user_id,email,email_verified,name,app_metadata.plan,user_metadata.text,picture");
        var arguments = new ArrayList<>(List.of("export", target.toString(), "--json"));
        arguments.addAll(fields);
        return UsherProcess.start(folder, environment, null, around, arguments);
    }

    UsherProcess startRestart() {
        return UsherProcess.start(folder, environment, null, List.of("jobs", "restart", job(), "--json"));
    }

    Result restart() {
        try (var process = startRestart()) {
            return process.await();
        }
    }

    String job() {
        return jdbc.sql("SELECT id FROM jobs WHERE request -> 'target' ->> 'path' = :path")
                .param("path", target.toString())
                .query(String.class)
                .single();
    }

    String column(String name) {
        return jdbc.sql("SELECT " + name + "::text FROM jobs WHERE id = :job")
                .param("job", job())
                .query(String.class)
                .single();
    }

    /** Whatever was done so far: a file is there whole or not at all. */
    void assertWholeOrInvisible(String sha256) {
        if (Files.exists(target)) {
            assertThat(sha256()).isEqualTo(sha256);
        }
    }

    /** The job is completed, its file is that of an undisturbed run, and nothing else is left. */
    void assertAsUndisturbed(@Nullable String sha256, int users) {
        assertThat(column("status")).isEqualTo("completed");
        assertThat(column("total")).isEqualTo(String.valueOf(users));
        if (sha256 != null) {
            assertThat(sha256()).isEqualTo(sha256);
        }
        assertThat(files(target.resolveSibling(""))).containsExactly(target);
        var job = column("id");
        assertThat(files(folder.resolveSibling("files")))
                .noneMatch(file -> file.toString().contains(job));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(target)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
