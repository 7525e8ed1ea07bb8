package dev.usher.jobs.testkit;

import dev.usher.jobs.embedded.EmbeddedPostgres;
import dev.usher.jobs.embedded.EmbeddedPostgresException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one PostgreSQL of this JVM.
 *
 * @param admin a database whose user may create others
 * @param local whether only processes of this machine use it
 * @param stop what to do at the end of the JVM
 */
record TestServer(TestDatabase admin, boolean local, Runnable stop) {

    private static final Logger log = LoggerFactory.getLogger(TestServer.class);

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]*/)([^?]*)(.*)");

    /** The environment's, else a container where a Docker engine answers, else the binaries that the product ships. */
    static TestServer choose() {
        return fromEnvironment().or(TestServer::fromDocker).orElseGet(TestServer::embedded);
    }

    TestDatabase database(String name) {
        var url = URL.matcher(admin.jdbcUrl());
        if (!url.matches()) {
            throw new IllegalStateException("Cannot put another database name into " + admin.jdbcUrl());
        }
        return new TestDatabase(url.group(1) + name + url.group(3), admin.username(), admin.password());
    }

    private static Optional<TestServer> fromEnvironment() {
        return Optional.ofNullable(System.getenv("SPRING_DATASOURCE_URL"))
                .filter(url -> !url.isBlank())
                .map(url -> new TestServer(
                        new TestDatabase(
                                url,
                                System.getenv().getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                                System.getenv().getOrDefault("SPRING_DATASOURCE_PASSWORD", "")),
                        false,
                        () -> {}));
    }

    private static Optional<TestServer> fromDocker() {
        if (!dockerMayAnswer()) {
            return Optional.empty();
        }
        try {
            var container = new PostgreSQLContainer("postgres:17-alpine");
            container.start();
            return Optional.of(new TestServer(
                    new TestDatabase(container.getJdbcUrl(), container.getUsername(), container.getPassword()),
                    false,
                    container::stop));
        } catch (RuntimeException | LinkageError e) {
            log.warn("Docker does not give a PostgreSQL ({}): the embedded one is used", e.toString());
            return Optional.empty();
        }
    }

    /** A glance at the usual places: Testcontainers' own search is slow and noisy. */
    private static boolean dockerMayAnswer() {
        if (System.getenv("DOCKER_HOST") != null) {
            return true;
        }
        return Stream.of(
                        "/var/run/docker.sock",
                        System.getProperty("user.home") + "/.docker/run/docker.sock",
                        System.getenv("XDG_RUNTIME_DIR") + "/docker.sock")
                .anyMatch(socket -> Files.exists(Path.of(socket)));
    }

    /** One per checkout and module, which parallel forks share and the next run finds ready made. */
    private static TestServer embedded() {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        String user = System.getProperty("user.name");
        String checkout = Integer.toHexString(System.getProperty("user.dir").hashCode());
        var postgres = EmbeddedPostgres.in(temp.resolve("usher-test-" + user + "-" + checkout))
                .withBinariesIn(temp.resolve("usher-test-" + user + "-postgres"))
                .withSettings(Map.of(
                        "fsync", "off",
                        "full_page_writes", "off",
                        "synchronous_commit", "off",
                        "shared_buffers", "128MB",
                        "max_wal_size", "1GB",
                        "max_connections", "200",
                        "max_prepared_transactions", "4"));
        var handle = startOrMakeAnew(postgres);
        return new TestServer(
                new TestDatabase(handle.jdbcUrl(), handle.username(), handle.password()), true, handle::close);
    }

    private static EmbeddedPostgres.Handle startOrMakeAnew(EmbeddedPostgres postgres) {
        try {
            return postgres.start();
        } catch (EmbeddedPostgresException e) {
            // Without fsync the data does not survive a crash of the machine, and older runs had other versions.
            log.warn("The test server of the last run does not start: it is made anew", e);
            postgres.reset();
            return postgres.start();
        }
    }
}
