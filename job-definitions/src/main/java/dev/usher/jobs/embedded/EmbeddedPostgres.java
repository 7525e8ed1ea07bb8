package dev.usher.jobs.embedded;

import dev.usher.jobs.embedded.EmbeddedPostgresException.Reason;
import dev.usher.jobs.embedded.EmbeddedPostgresStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The PostgreSQL of a home folder, shared by any number of processes; one that is not closed (a handle's process was
 * killed) is found and used by the next.
 *
 * <p>Home holds {@code data}, {@code log}, {@code password}, {@code port}, two lock files, and the programs in
 * {@code postgres}. The last handle that is closed stops the server; none stops it for another. To restore a backup,
 * unpack it into an empty home: {@code mkdir -m 700 ~/.usher && tar -xzf FILE -C ~/.usher}.
 */
public final class EmbeddedPostgres {

    /** Names the home folder where the environment does. */
    public static final String HOME_VARIABLE = "USHER_HOME";

    /** A backup of a large database is what may take long. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(1);

    private final HomeFolder home;
    private final Path binariesFolder;
    private final Map<String, String> settings;
    private final Supplier<ServerAccount> accounts;
    private final InstantSource clock;

    private EmbeddedPostgres(
            HomeFolder home,
            Path binariesFolder,
            Map<String, String> settings,
            Supplier<ServerAccount> accounts,
            InstantSource clock) {
        this.home = home;
        this.binariesFolder = binariesFolder;
        this.settings = Map.copyOf(settings);
        this.accounts = accounts;
        this.clock = clock;
    }

    public static EmbeddedPostgres in(Path homeFolder) {
        var home = new HomeFolder(homeFolder);
        return new EmbeddedPostgres(home, home.binaries(), Map.of(), ServerAccount::choose, Clock.systemUTC());
    }

    /** {@code USHER_HOME}, or else {@code .usher} in the user's home folder. */
    public static Path defaultHome(Map<String, String> environment) {
        String named = environment.getOrDefault(HOME_VARIABLE, "");
        return named.isBlank() ? Path.of(System.getProperty("user.home"), ".usher") : Path.of(named);
    }

    /** The same with its programs elsewhere, so that several homes share them. */
    public EmbeddedPostgres withBinariesIn(Path folder) {
        return new EmbeddedPostgres(home, folder.toAbsolutePath().normalize(), settings, accounts, clock);
    }

    /** The same with settings of postgresql.conf that go before ours; they count when the server starts. */
    public EmbeddedPostgres withSettings(Map<String, String> extra) {
        return new EmbeddedPostgres(home, binariesFolder, extra, accounts, clock);
    }

    EmbeddedPostgres withAccount(Supplier<ServerAccount> chosen) {
        return new EmbeddedPostgres(home, binariesFolder, settings, chosen, clock);
    }

    /** A share in the running server; whoever closes the last one, in all processes, stops it. */
    public final class Handle implements AutoCloseable {

        private final int port;
        private final String password;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Handle(int port, String password) {
            this.port = port;
            this.password = password;
        }

        public String jdbcUrl() {
            return ServerConnection.jdbcUrl(port);
        }

        public String username() {
            return ServerConnection.USERNAME;
        }

        public String password() {
            return password;
        }

        /** Starts the server again, on the same port, if it died. */
        public void ensureRunning() {
            if (closed.get()) {
                throw new IllegalStateException("The handle is closed.");
            }
            control("start PostgreSQL", () -> server().ensureRunning(false));
        }

        /** Also works on an interrupted thread, so that a process that is told to end still stops its server. */
        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                return;
            }
            boolean interrupted = Thread.interrupted();
            try {
                control("stop PostgreSQL", EmbeddedPostgres.this::leave);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Starts the server unless it runs; the first time it unpacks the programs and makes the data folder. */
    public Handle start() {
        // First: elsewhere even the folder's permissions mean nothing.
        Platform.current();
        home.create(accounts.get());
        return control("start PostgreSQL", () -> {
            boolean alone = !locks().anyUser();
            locks().join();
            boolean started = false;
            try {
                var handle = new Handle(server().ensureRunning(alone), home.requirePassword());
                started = true;
                return handle;
            } finally {
                if (!started) {
                    locks().leave();
                }
            }
        });
    }

    /** Starts nothing and waits for nobody. */
    public EmbeddedPostgresStatus status() {
        if (!Files.isDirectory(home.root()) || !home.hasData()) {
            return status(State.ABSENT, 0, false);
        }
        try {
            return locks().underControl("look at PostgreSQL", STATUS_PATIENCE, () -> {
                var postmaster = Postmaster.findAlive(home.data());
                return postmaster.isPresent()
                        ? status(State.RUNNING, postmaster.get().pid(), locks().anyUser())
                        : status(State.STOPPED, 0, locks().anyUser());
            });
        } catch (EmbeddedPostgresException e) {
            if (e.reason() != Reason.BUSY) {
                throw e;
            }
            return status(State.BUSY, 0, true);
        }
    }

    /** Stops a server that was left running; refuses while anybody holds a handle. */
    public void stop() {
        stop("stop PostgreSQL", false);
    }

    /** Stops the server whoever uses it: their transactions are rolled back and their connections end. */
    public void forceStop() {
        stop("stop PostgreSQL", true);
    }

    /**
     * Writes data, password and port into a .tar.gz of mode 0600 and replaces what the file held before; refuses while
     * anybody holds a handle. The server is stopped meanwhile, and runs afterwards if it ran before.
     */
    public void backup(Path file) {
        Path target = file.toAbsolutePath().normalize();
        requireBackupTarget(target);
        control("back up the database", () -> {
            requireUnused("back up the database");
            var server = server();
            boolean ran = server.isRunning();
            server.stop();
            try {
                new DataArchive(home).write(target);
            } catch (IOException e) {
                throw EmbeddedPostgresException.io("write the backup " + target.getFileName(), folderOf(target), e);
            } finally {
                if (ran) {
                    server.ensureRunning(true);
                }
            }
            return target;
        });
    }

    /** Deletes the database with all that is in it, for good; refuses while anybody holds a handle. */
    public void reset() {
        if (!Files.isDirectory(home.root())) {
            return;
        }
        control("delete the database", () -> {
            requireUnused("delete the database");
            if (home.hasData()) {
                server().stop();
            }
            // Out of the way in one step: half a data folder would be in the way of the next start.
            Path doomed = home.doomed();
            PrivateFiles.deleteTree(doomed);
            if (Files.exists(home.data())) {
                Files.move(home.data(), doomed, StandardCopyOption.ATOMIC_MOVE);
            }
            PrivateFiles.deleteTree(doomed);
            Files.deleteIfExists(home.portFile());
            Files.deleteIfExists(home.passwordFile());
            return home;
        });
    }

    private void stop(String purpose, boolean force) {
        if (!home.hasData()) {
            return;
        }
        control(purpose, () -> {
            if (!force) {
                requireUnused(purpose);
            }
            server().stop();
            return home;
        });
    }

    private boolean leave() throws IOException {
        locks().leave();
        boolean last = !locks().anyUser();
        if (last) {
            server().stop();
        }
        return last;
    }

    private void requireUnused(String purpose) throws IOException {
        if (locks().anyUser()) {
            throw new EmbeddedPostgresException(
                    Reason.IN_USE,
                    "Cannot " + purpose + " in " + home.root()
                            + ": other usher processes use it. End them (or wait for their jobs) and try again.");
        }
    }

    private void requireBackupTarget(Path target) {
        if (!home.hasData()) {
            throw new EmbeddedPostgresException(
                    Reason.NO_ACCESS, "There is nothing to back up: " + home.data() + " holds no database.");
        }
        if (Files.isDirectory(target) || !Files.isDirectory(folderOf(target)) || target.startsWith(home.data())) {
            throw new EmbeddedPostgresException(
                    Reason.NO_ACCESS,
                    "Cannot write the backup to " + target
                            + ": name a file in a folder that exists, outside of the data folder.");
        }
    }

    private static Path folderOf(Path file) {
        return file.resolveSibling("").normalize();
    }

    private PostgresServer server() {
        var account = accounts.get();
        return new PostgresServer(
                home,
                PostgresBinaries.unpackedIn(binariesFolder, Platform.current(), account),
                account,
                settings,
                clock);
    }

    private HomeLocks locks() {
        return HomeLocks.of(home);
    }

    private <T> T control(String purpose, HomeLocks.Action<T> action) {
        return locks().underControl(purpose, PATIENCE, action);
    }

    private EmbeddedPostgresStatus status(State state, long pid, boolean inUse) {
        return new EmbeddedPostgresStatus(
                state,
                home.root(),
                home.findPort().orElse(0),
                pid,
                inUse,
                ServerConnection.USERNAME,
                home.passwordFile());
    }
}
