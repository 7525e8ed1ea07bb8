package dev.usher.jobs.embedded;

import dev.usher.jobs.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, starts and stops the server of a home folder; whoever calls it holds the folder's control lock. */
final class PostgresServer {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    /** Long: after a crash of the machine the server first replays up to max_wal_size of log. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Duration STOP_LIMIT = Duration.ofMinutes(5);

    /** How long sessions of a killed server may live on before a new one can take their memory. */
    private static final Duration ORPHANS_LIMIT = Duration.ofMinutes(1);

    private static final int PORT_ATTEMPTS = 5;
    private static final long POLL_MILLIS = 50;

    private final HomeFolder home;
    private final PostgresBinaries binaries;
    private final ServerAccount account;
    private final Map<String, String> settings;
    private final InstantSource clock;

    PostgresServer(
            HomeFolder home,
            PostgresBinaries binaries,
            ServerAccount account,
            Map<String, String> settings,
            InstantSource clock) {
        this.home = home;
        this.binaries = binaries;
        this.account = account;
        this.settings = Map.copyOf(settings);
        this.clock = clock;
    }

    /**
     * Starts it unless it runs, and makes its data folder first if there is none.
     *
     * @param portMayChange false while somebody knows the port
     * @return the port on 127.0.0.1
     */
    int ensureRunning(boolean portMayChange) throws IOException {
        if (!home.hasData()) {
            create();
        }
        requireSameVersion();
        String password = home.requirePassword();
        var port = awaitReady(password);
        return port.isPresent() ? port.getAsInt() : launch(portMayChange, password);
    }

    boolean isRunning() throws IOException {
        return Postmaster.findAlive(home.data()).isPresent();
    }

    /** Ends all sessions and waits until everything is on disk; does nothing if it does not run. */
    void stop() throws IOException {
        if (!isRunning()) {
            return;
        }
        var said = ServerLog.fromNow(home.log());
        var result = pgCtl(STOP_LIMIT, "stop", "-m", "fast", "-t", Long.toString(STOP_LIMIT.toSeconds()));
        if (!result.succeeded() && isRunning()) {
            throw EmbeddedPostgresException.serverFailed("stop PostgreSQL", home.data(), result.output() + said.tail());
        }
        log.info("PostgreSQL stopped ({})", home.data());
    }

    private void create() throws IOException {
        account.requireEntry(home.root());
        Path temp = home.root().resolve("data.new");
        PrivateFiles.deleteTree(temp);
        Files.createDirectory(temp, PrivateFiles.OWNER_ONLY_FOLDER);
        account.own(temp);
        String password = home.createPassword();
        // A copy: the server's account may be another one, and the file itself is nobody else's business.
        Path passwordCopy = PrivateFiles.createTemp(home.passwordFile());
        try {
            Files.writeString(passwordCopy, password + "\n");
            account.own(passwordCopy);
            initdb(temp, passwordCopy);
        } finally {
            Files.delete(passwordCopy);
        }
        Path configuration = temp.resolve("postgresql.conf");
        Files.writeString(configuration, "\ninclude '" + ServerSettings.FILE + "'\n", StandardOpenOption.APPEND);
        PrivateFiles.force(configuration);
        Files.move(temp, home.data(), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.force(home.root());
        log.info("PostgreSQL data folder made: {}", home.data());
    }

    private void initdb(Path folder, Path passwordFile) throws IOException {
        var result = Command.run(
                home.root(),
                START_LIMIT,
                account.command(List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + folder,
                        "--encoding=UTF8",
                        "--locale=C",
                        // Needs nothing of the system: the order of bytes, and upper and lower case of all of Unicode.
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--auth=scram-sha-256",
                        // Slow hashes protect passwords that can be guessed, not this one of 192 random bits; each new
                        // connection would pay, and a short command spent a tenth of its time on them.
                        "--set=scram_iterations=1",
                        "--username=" + ServerConnection.USERNAME,
                        "--pwfile=" + passwordFile,
                        "--no-instructions")));
        if (!result.succeeded()) {
            throw EmbeddedPostgresException.serverFailed("make a data folder", home.data(), result.output());
        }
    }

    private void requireSameVersion() throws IOException {
        String made = Files.readString(home.data().resolve("PG_VERSION")).strip();
        if (!made.equals(binaries.majorVersion())) {
            throw new EmbeddedPostgresException(
                    Reason.WRONG_VERSION,
                    "The data folder " + home.data() + " was made by PostgreSQL " + made + ", and this usher brings "
                            + binaries.version()
                            + ". Export its users with the usher that made it, or set USHER_HOME to a new folder.");
        }
    }

    /** Waits while a server of this folder starts, recovers or stops; empty once there is none. */
    private OptionalInt awaitReady(String password) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        @Nullable SQLException refused = null;
        while (true) {
            var postmaster = Postmaster.findAlive(home.data());
            if (postmaster.isEmpty()) {
                return OptionalInt.empty();
            }
            int port = postmaster.get().port();
            try {
                if (port > 0) {
                    ServerConnection.requireDatabase(port, password);
                    return OptionalInt.of(port);
                }
            } catch (SQLException e) {
                if (ServerConnection.isFull(e)) {
                    return OptionalInt.of(port);
                }
                refused = e;
            }
            boolean hopeless = refused != null && ServerConnection.isRefusal(refused);
            if (hopeless || System.nanoTime() > deadline) {
                throw new EmbeddedPostgresException(
                        Reason.SERVER_FAILED,
                        "PostgreSQL (process " + postmaster.get().pid() + ") runs in " + home.data()
                                + " but does not let usher in"
                                + (hopeless ? " with the password in " + home.passwordFile() : "") + ".",
                        refused);
            }
            pause(POLL_MILLIS);
        }
    }

    private int launch(boolean portMayChange, String password) throws IOException {
        account.requireEntry(home.root());
        account.own(home.data());
        prepareLog();
        long orphansDeadline = System.nanoTime() + ORPHANS_LIMIT.toNanos();
        int attempts = 0;
        while (true) {
            removeStalePidFile();
            int port = Ports.choose(home.findPort(), portMayChange);
            home.savePort(port);
            Path configuration = home.data().resolve(ServerSettings.FILE);
            home.writePrivately(configuration, ServerSettings.forThisMachine(port, home.log(), settings));
            account.own(configuration);
            var said = ServerLog.fromNow(home.log());
            var result = pgCtl(
                    START_LIMIT,
                    "start",
                    "-t",
                    Long.toString(START_LIMIT.toSeconds()),
                    "-l",
                    home.log().resolve(ServerLog.START_FILE).toString());
            if (result.succeeded()) {
                var ready = awaitReady(password);
                if (ready.isPresent()) {
                    log.info("PostgreSQL started on 127.0.0.1:{} ({})", port, home.data());
                    return ready.getAsInt();
                }
            }
            String reason = said.tail();
            attempts++;
            if (reason.contains("pre-existing shared memory block") && System.nanoTime() < orphansDeadline) {
                pause(10 * POLL_MILLIS);
            } else if (!reason.contains("Address already in use") || attempts >= PORT_ATTEMPTS) {
                throw EmbeddedPostgresException.serverFailed("start PostgreSQL", home.data(), result.output() + reason);
            }
        }
    }

    private void prepareLog() throws IOException {
        if (!Files.isDirectory(home.log())) {
            Files.createDirectory(home.log(), PrivateFiles.OWNER_ONLY_FOLDER);
        }
        account.own(home.log());
        ServerLog.prune(home.log(), FileTime.from(clock.instant()));
        Files.deleteIfExists(home.log().resolve(ServerLog.START_FILE));
    }

    /** PostgreSQL itself believes the file as long as any process has that number. */
    private void removeStalePidFile() throws IOException {
        var claimed = Postmaster.find(home.data());
        if (claimed.isPresent() && ProcessHandle.of(claimed.get().pid()).isPresent() && !isRunning()) {
            Files.deleteIfExists(home.data().resolve(Postmaster.FILE));
        }
    }

    private Command.Result pgCtl(Duration limit, String action, String... options) throws IOException {
        var words = new ArrayList<String>();
        // A session of its own: Ctrl-C in our terminal ends us, not the server that others use.
        for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
            if (words.isEmpty() && Files.exists(Path.of(setsid), LinkOption.NOFOLLOW_LINKS)) {
                words.add(setsid);
            }
        }
        words.addAll(account.command(List.of(
                binaries.program("pg_ctl").toString(),
                action,
                "-s",
                "-w",
                "-D",
                home.data().toString())));
        words.addAll(List.of(options));
        return Command.run(home.root(), limit.plusSeconds(10), words);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw EmbeddedPostgresException.interrupted("start PostgreSQL");
        }
    }
}
