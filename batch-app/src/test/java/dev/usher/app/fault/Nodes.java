package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.SigningKeyOfTests;
import dev.usher.jobs.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Servers on one database that share a folder for files, each behind a proxy of its own. Closing it kills them. */
final class Nodes implements AutoCloseable {

    /** Short, so that nobody waits long for a takeover. */
    private static final String LEASE = System.getProperty("usher.nodes.lease", "2s");

    private static final AtomicInteger JOBS = new AtomicInteger();

    private final TestDatabase database;
    private final Path folder;
    private final JdbcClient jdbc;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();

    /** @param folder of its own: nodes of others must not see the same files */
    Nodes(TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
        this.jdbc = JdbcClient.create(database.dataSource());
        SigningKeyOfTests.insertInto(jdbc);
    }

    /** A server. */
    record Node(UsherProcess process, FaultProxy proxy, Path home) {

        /** How often a text stands in its log. */
        long logged(String text) {
            try (Stream<String> lines = Files.lines(home.resolve("log").resolve("usher.log"))) {
                return lines.filter(line -> line.contains(text)).count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts a server that runs one job at a time, and waits until it looks for jobs. */
    Node start(String name) {
        return start(name, Map.of("USHER_LAUNCH_CONCURRENT_JOBS", "1"));
    }

    Node start(String name, Map<String, String> settings) {
        var own = create(folder.resolve(name));
        var proxy = FaultRun.proxy(database);
        var environment = FaultRun.environment(database, own, proxy);
        environment.put("USHER_FILES_ROOT", folder.resolve("files").toString());
        environment.put("USHER_LAUNCH_LEASE", LEASE);
        environment.put("SERVER_PORT", "0");
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        environment.putAll(settings);
        var process = UsherProcess.start(own, environment, null, List.of("serve"));
        var node = new Node(process, proxy, own.resolve("home"));
        nodes.add(node);
        FaultRun.eventually(() -> isKnown(process.pid()) || !process.isAlive());
        assertThat(process.isAlive()).as(process.output()).isTrue();
        return node;
    }

    private boolean isKnown(long pid) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM nodes WHERE pid = :pid)")
                .param("pid", pid)
                .query(Boolean.class)
                .single();
    }

    /** Writes down a job for whichever server is free first; one must have been started. */
    String submit(String type, @Nullable String connectionId, Object request) {
        var id = String.format("job_%016d", JOBS.incrementAndGet());
        jdbc.sql("INSERT INTO jobs (id, type, status, connection_id, request, store)"
                        + " VALUES (:id, :type, 'pending', :connection, CAST(:request AS jsonb), :store)")
                .param("id", id)
                .param("type", type)
                .param("connection", connectionId)
                .param("request", new JsonMapper().writeValueAsString(request))
                .param("store", store())
                .update();
        return id;
    }

    private String store() {
        return storedFiles()
                .filter(file -> file.endsWith("store-id"))
                .map(Nodes::read)
                .findFirst()
                .orElseThrow()
                .strip();
    }

    /** The files in the store. */
    Stream<Path> storedFiles() {
        try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitStatus(String job, String status) {
        FaultRun.eventually(() -> column(job, "status").equals(status));
    }

    String column(String job, String column) {
        return jdbc.sql("SELECT coalesce(CAST(" + column + " AS text), '') FROM jobs WHERE id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (var node : nodes) {
            node.process().close();
            node.proxy().close();
        }
    }
}
