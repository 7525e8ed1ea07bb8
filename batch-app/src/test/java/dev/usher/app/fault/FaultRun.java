package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.UsherProcess.Result;
import dev.usher.jobs.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One import, its faults and its restarts: the file, the database behind a proxy, and the processes. */
final class FaultRun implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)/([^?]+).*");

    private final Path folder;
    private final ImportWorld world;
    private final FaultProxy proxy;
    private final Map<String, String> environment;
    private final Path file;

    private FaultRun(Path folder, ImportWorld world, FaultProxy proxy, Map<String, String> environment, Path file) {
        this.folder = folder;
        this.world = world;
        this.proxy = proxy;
        this.environment = environment;
        this.file = file;
    }

    /** @param name of the connection into which it imports: letters and digits, one for each run in a database */
    static FaultRun prepare(TestDatabase database, Path folder, String name, ImportShape shape, long seed) {
        try {
            assertThat(name).as("e-mail addresses are lower-cased").matches("[a-z0-9]{1,16}");
            var own = Files.createDirectories(folder.resolve(name));
            var oracle = new ImportOracle(shape, name, seed);
            var world = ImportWorld.create(database.dataSource(), name, oracle);
            var proxy = proxy(database);
            var environment = environment(database, own, proxy);
            return new FaultRun(own, world, proxy, environment, oracle.writeTo(own));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FaultProxy proxy(TestDatabase database) {
        var url = url(database);
        return new FaultProxy(url.group(1), Integer.parseInt(url.group(2)));
    }

    private static Matcher url(TestDatabase database) {
        var url = URL.matcher(database.jdbcUrl());
        assertThat(url.matches()).as(database.jdbcUrl()).isTrue();
        return url;
    }

    /** @param folder gets the home of the process */
    static Map<String, String> environment(TestDatabase database, Path folder, FaultProxy proxy) {
        var address = "127.0.0.1:" + proxy.port() + "/" + url(database).group(3);
        var environment = new HashMap<String, String>();
        environment.put("USHER_HOME", folder.resolve("home").toString());
        environment.put(
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://" + address + "?sslmode=disable&gssEncMode=disable");
        environment.put("SPRING_DATASOURCE_USERNAME", database.username());
        environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
        // Shared by all runs, as their database is: whoever has time tidies up after all jobs.
        environment.put("USHER_FILES_ROOT", folder.resolveSibling("files").toString());
        environment.put("USHER_LAUNCH_LEASE", "2s");
        environment.put("USHER_LAUNCH_HEARTBEAT", "500ms");
        environment.put("USHER_IMPORT_WORKERS", "2");
        environment.put("USHER_IMPORT_BLOCK_ROWS", "700");
        environment.put("USHER_IMPORT_MERGE_ROWS", "900");
        environment.put("USHER_EXPORT_WORKERS", "2");
        // A server would make them beside everything else, and whoever prepares the next run waits for each other then.
        environment.put("USHER_SEARCH_INDEXES", "false");
        environment.put("USHER_EXPORT_CHUNK_USERS", "700");
        return environment;
    }

    /**
     * Adds two folders as stores, {@code outbox} and one to import from.
     *
     * @param inbox the name of that one: processes of several runs share a database, and each moves the files of all stores
     *     that it knows by their names
     */
    static void addStores(Map<String, String> environment, Path folder, String inbox) {
        addFolderStore(environment, inbox, folder.resolve("inbox"));
        put(environment, inbox, "DONE", "done");
        put(environment, inbox, "FAILED", "failed");
        put(environment, inbox, "STABLEFOR", "0s");
        addFolderStore(environment, "outbox", folder.resolve("outbox"));
    }

    private static void addFolderStore(Map<String, String> environment, String name, Path path) {
        put(environment, name, "TYPE", "folder");
        put(environment, name, "PATH", path.toString());
    }

    private static void put(Map<String, String> environment, String store, String setting, String value) {
        environment.put("USHER_STORES_" + store.toUpperCase(Locale.ROOT) + "_" + setting, value);
    }

    ImportWorld world() {
        return world;
    }

    FaultProxy proxy() {
        return proxy;
    }

    Path file() {
        return file;
    }

    Path folder() {
        return folder;
    }

    UsherProcess startImport() {
        return startImport(file.toString(), null);
    }

    /** Of the file in a store of this name, the folder {@code inbox}. */
    UsherProcess startImportFromStore(String inbox) {
        addStores(environment, folder, inbox);
        var arguments = new ArrayList<>(List.of(
                "import", "--source", inbox + ":" + file.getFileName(), "--connection", world.connection(), "--json"));
        arguments.addAll(world.oracle().shape().options());
        return UsherProcess.start(folder, environment, null, arguments);
    }

    /** @param input what it reads from standard input; null for nothing */
    UsherProcess startImport(String path, @Nullable Path input) {
        var arguments = new ArrayList<>(List.of("import", path, "--connection", world.connection(), "--json"));
        arguments.addAll(world.oracle().shape().options());
        return UsherProcess.start(folder, environment, input, arguments);
    }

    UsherProcess startRestart() {
        return start("jobs", "restart", world.job(), "--json");
    }

    UsherProcess start(String... arguments) {
        return UsherProcess.start(folder, environment, null, List.of(arguments));
    }

    Result restart() {
        try (var process = startRestart()) {
            return process.await();
        }
    }

    /** Restarts once more, which must bring the job to its end with everything as if nothing had happened. */
    void assertRestartCompletes() {
        var result = restart();
        assertThat(result.exitCode())
                .as("exit code of the restart: %s%s", result.out(), result.err())
                .isEqualTo(3);
        world.assertAsUndisturbed();
    }

    /**
     * Arms a fault and waits until it has struck or the process has ended before that.
     *
     * @return whether it struck
     */
    boolean awaitStrike(UsherProcess process) {
        eventually(() -> proxy.struckIn() != null || !process.isAlive());
        return proxy.struckIn() != null;
    }

    void arm(Fault fault) {
        proxy.arm(fault);
    }

    static void eventually(BooleanSupplier condition) {
        Eventually.await(UsherProcess.DEADLINE, condition::getAsBoolean);
    }

    @Override
    public void close() {
        proxy.close();
    }
}
