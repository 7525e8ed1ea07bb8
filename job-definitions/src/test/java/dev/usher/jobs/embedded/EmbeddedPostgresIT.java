package dev.usher.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.usher.jobs.embedded.EmbeddedPostgres.Handle;
import dev.usher.jobs.embedded.EmbeddedPostgresException.Reason;
import dev.usher.jobs.embedded.EmbeddedPostgresStatus.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedPostgresIT {

    private static final String FROM_NOTHING = "from-nothing";

    /** Unpacked once for the class: it costs seconds, and only the first start is about it. */
    @TempDir
    static Path binaries;

    /** A home whose server was started once: most tests begin there, making one costs a second. */
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private Path home;
    private EmbeddedPostgres postgres;

    @BeforeAll
    static void unpack() {
        EmbeddedPostgres.in(made.resolve("home"))
                .withBinariesIn(binaries)
                .start()
                .close();
    }

    @BeforeEach
    void setUp(TestInfo test) throws IOException {
        home = folder.resolve("home");
        if (!test.getTags().contains(FROM_NOTHING)) {
            run("cp", "-a", made.resolve("home").toString(), home.toString());
        }
        postgres = EmbeddedPostgres.in(home).withBinariesIn(binaries);
    }

    @AfterEach
    void stopWhatIsLeft() {
        postgres.forceStop();
    }

    @Test
    @Tag(FROM_NOTHING)
    void startsAndStopsWithItsOnlyHandle() throws Exception {
        assertThat(postgres.status().state()).isEqualTo(State.ABSENT);

        try (var handle = postgres.start()) {
            assertThat(query(handle, "select current_setting('fsync') || current_setting('listen_addresses')"))
                    .isEqualTo("on127.0.0.1");
            assertThat(query(handle, "select lower('ÄÖ') || (('a' < 'B')::text) || current_setting('server_encoding')"))
                    .isEqualTo("äöfalseUTF8");
            assertThat(postgres.status().state()).isEqualTo(State.RUNNING);
            assertThat(postgres.status().inUse()).isTrue();
            assertThat(postgres.status().findJdbcUrl()).contains(handle.jdbcUrl());
        }

        assertThat(postgres.status().state()).isEqualTo(State.STOPPED);
        assertThat(postgres.status().inUse()).isFalse();
    }

    @Test
    void keepsDataPortAndPasswordBetweenStarts() throws Exception {
        String url;
        try (var handle = postgres.start()) {
            url = handle.jdbcUrl();
            execute(handle, "create table kept as select 42 as n");
        }

        try (var handle = postgres.start()) {
            assertThat(handle.jdbcUrl()).isEqualTo(url);
            assertThat(query(handle, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    @Tag(FROM_NOTHING)
    void letsOnlyTheOwnerReadPasswordAndData() throws Exception {
        try (var handle = postgres.start()) {
            assertThat(permissions(home)).isEqualTo("rwx------");
            assertThat(permissions(home.resolve("password"))).isEqualTo("rw-------");
            assertThat(permissions(home.resolve("data"))).isEqualTo("rwx------");
            assertThat(permissions(home.resolve("log"))).isEqualTo("rwx------");
            assertThatThrownBy(() -> DriverManager.getConnection(handle.jdbcUrl(), "usher", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(query(handle, "select rolpassword from pg_authid where rolname = 'usher'"))
                    .as("a connection does not pay for what protects weak passwords only")
                    .startsWith("SCRAM-SHA-256$1:");
        }
    }

    @Test
    void keepsValuesOfRowsOutOfItsLog() throws Exception {
        try (var handle = postgres.start()) {
            assertThatThrownBy(() -> execute(handle, "select 'canary-4711'::int"))
                    .isInstanceOf(SQLException.class);
            execute(handle, "create table t (k text primary key)");
            execute(handle, "insert into t values ('canary-4711')");
            assertThatThrownBy(() -> execute(handle, "insert into t values ('canary-4711')"))
                    .isInstanceOf(SQLException.class);
        }

        try (var files = Files.list(home.resolve("log"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(Files.readString(f)).doesNotContain("canary"));
        }
    }

    @Test
    void isSharedByTwoHandlesOfOneProcess() throws Exception {
        var first = postgres.start();
        try (var second = postgres.start()) {
            first.close();
            first.close();

            assertThat(query(second, "select 1")).isEqualTo("1");
        }
        assertThat(postgres.status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void isStoppedByTheLastOfTwoProcesses() throws Exception {
        var own = postgres.start();
        try (var other = HolderProcess.launch(home, binaries)) {
            assertThat(other.awaitUrl()).isEqualTo(own.jdbcUrl());

            own.close();
            assertThat(postgres.status().state()).isEqualTo(State.RUNNING);
            assertThat(postgres.status().inUse()).isTrue();
            assertThatThrownBy(postgres::stop).satisfies(has(Reason.IN_USE)).hasMessageContaining("End them");
            assertThatThrownBy(postgres::reset).satisfies(has(Reason.IN_USE));
            assertThatThrownBy(() -> postgres.backup(folder.resolve("b.tar.gz")))
                    .satisfies(has(Reason.IN_USE));

            other.closeHandle();
            assertThat(postgres.status().state()).isEqualTo(State.STOPPED);
        }
    }

    @Test
    void isUsedOnAfterAHolderIsKilled() throws Exception {
        try (var other = HolderProcess.launch(home, binaries)) {
            String url = other.awaitUrl();
            other.kill();

            assertThat(postgres.status().state()).isEqualTo(State.RUNNING);
            assertThat(postgres.status().inUse()).isFalse();
            try (var handle = postgres.start()) {
                assertThat(handle.jdbcUrl()).isEqualTo(url);
                assertThat(query(handle, "select 1")).isEqualTo("1");
            }
            assertThat(postgres.status().state()).isEqualTo(State.STOPPED);
        }
    }

    @Test
    @Tag(FROM_NOTHING)
    void isMadeOnceByFourProcessesThatStartAtTheSameTime() throws Exception {
        // Nothing is unpacked here either: that must be safe too.
        Path ownBinaries = home.resolve("postgres");
        var holders = new ArrayList<HolderProcess>();
        try {
            for (int i = 0; i < 4; i++) {
                holders.add(HolderProcess.launch(home, ownBinaries));
            }
            var urls = new HashSet<String>();
            for (var holder : holders) {
                urls.add(holder.awaitUrl());
            }
            assertThat(urls).hasSize(1);

            for (var holder : holders) {
                assertThat(postgres.status().state()).isEqualTo(State.RUNNING);
                holder.closeHandle();
            }
            assertThat(postgres.status().state()).isEqualTo(State.STOPPED);
        } finally {
            holders.forEach(HolderProcess::close);
        }
    }

    @Test
    void isStartedAgainOnTheSamePortAfterACrash() throws Exception {
        try (var handle = postgres.start()) {
            execute(handle, "create table kept as select 42 as n");

            pgCtl("stop", "-m", "immediate");
            handle.ensureRunning();
            assertThat(query(handle, "select n from kept")).isEqualTo("42");

            kill(postgres.status().pid());
            handle.ensureRunning();
            assertThat(query(handle, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void isStartedAgainWhileASessionOfTheKilledServerStillWorks() throws Exception {
        try (var handle = postgres.start()) {
            var busy = CompletableFuture.supplyAsync(() -> {
                try {
                    return query(handle, "select sum(sqrt(n)) from generate_series(1, 5000000) n");
                } catch (SQLException e) {
                    return "cut off";
                }
            });
            while (!"1"
                    .equals(query(
                            handle,
                            "select count(*) from pg_stat_activity where query like '%sqrt(n)%'"
                                    + " and state = 'active' and pid <> pg_backend_pid()"))) {
                Thread.onSpinWait();
            }

            kill(postgres.status().pid());
            handle.ensureRunning();

            assertThat(query(handle, "select 1")).isEqualTo("1");
            // It may even have finished: a session notices only between its statements that its server is gone.
            assertThat(busy.join()).isNotEmpty();
        }
    }

    @Test
    void startsOverAStalePidFileWhoseNumberBelongsToAnotherProgram() throws Exception {
        postgres.start().close();
        var port = postgres.status().port();
        Files.write(
                home.resolve("data/postmaster.pid"),
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        home.resolve("data").toString(),
                        "1700000000",
                        Integer.toString(port),
                        "",
                        "127.0.0.1",
                        "",
                        "ready"));

        assertThat(postgres.status().state()).isEqualTo(State.STOPPED);
        try (var handle = postgres.start()) {
            assertThat(query(handle, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void movesToAnotherPortIfItsOwnIsTaken() throws Exception {
        postgres.start().close();
        int port = postgres.status().port();

        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                var handle = postgres.start()) {
            assertThat(taken.isBound()).isTrue();
            assertThat(query(handle, "select 1")).isEqualTo("1");
            assertThat(postgres.status().port()).isNotEqualTo(port);
        }
    }

    @Test
    void isRestoredByUnpackingABackupIntoAnEmptyHome() throws Exception {
        Path file = folder.resolve("backup.tar.gz");
        try (var handle = postgres.start()) {
            execute(handle, "create table kept as select n from generate_series(1, 10000) n");
        }
        postgres.backup(file);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(postgres.status().state()).isEqualTo(State.STOPPED);

        postgres.reset();
        assertThat(postgres.status().state()).isEqualTo(State.ABSENT);
        assertThat(home.resolve("password")).doesNotExist();

        run("tar", "-xzf", file.toString(), "-C", home.toString());
        try (var handle = postgres.start()) {
            assertThat(query(handle, "select count(*) from kept")).isEqualTo("10000");
        }
    }

    @Test
    void runsOnAfterABackupOfAServerThatWasLeftRunning() throws Exception {
        try (var other = HolderProcess.launch(home, binaries)) {
            String url = other.awaitUrl();
            other.kill();

            postgres.backup(folder.resolve("backup.tar.gz"));

            assertThat(postgres.status().state()).isEqualTo(State.RUNNING);
            assertThat(postgres.status().findJdbcUrl()).contains(url);
        }
    }

    @Test
    void stopsOnAnInterruptedThread() {
        var handle = postgres.start();

        Thread.currentThread().interrupt();
        handle.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(postgres.status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void refusesADataFolderOfAnotherVersion() throws Exception {
        postgres.start().close();
        Files.writeString(home.resolve("data/PG_VERSION"), "16\n");

        assertThatThrownBy(postgres::start)
                .satisfies(has(Reason.WRONG_VERSION))
                .hasMessageContaining("PostgreSQL 16")
                .hasMessageContaining("USHER_HOME");
        assertThat(postgres.status().inUse()).isFalse();
    }

    @Test
    @Tag(FROM_NOTHING)
    void lendsRootTheUserNobodyWhereNamespacesAreForbidden() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        var account = nobody();
        // JUnit's folders are for root only: this one lets others pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(binaries, PosixFilePermissions.fromString("rwx--x--x"));

        try (var handle = postgres.withAccount(() -> account).start()) {
            assertThat(query(handle, "select 1")).isEqualTo("1");
            assertThat(Files.getOwner(home.resolve("data")).getName()).isEqualTo("nobody");
            assertThat(permissions(home.resolve("password"))).isEqualTo("rw-------");
            assertThat(Files.getOwner(home.resolve("password")).getName()).isEqualTo("root");
        }
        // And back: the folders change hands again.
        try (var handle = postgres.start()) {
            assertThat(query(handle, "select 1")).isEqualTo("1");
        }
    }

    @Test
    @Tag(FROM_NOTHING)
    void namesTheFolderThatTheLentUserCannotEnter() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        var account = nobody();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> postgres.withAccount(() -> account).start())
                .satisfies(has(Reason.NO_ACCESS))
                .hasMessageContaining("cannot enter the folder " + folder + ".")
                .hasMessageContaining("USHER_HOME");
    }

    @Test
    void saysWhatTheServerSaidIfItDoesNotStart() {
        assertThatThrownBy(() -> postgres.withSettings(Map.of("shared_buffers", "nonsense"))
                        .start())
                .satisfies(has(Reason.SERVER_FAILED))
                .hasMessageContaining("shared_buffers");
    }

    private static ServerAccount nobody() {
        return ServerAccount.choose(List.of(new ServerAccount(
                List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"), true, 0, 0)));
    }

    private static ThrowingConsumer<Throwable> has(Reason reason) {
        return e -> assertThat(e)
                .isInstanceOfSatisfying(
                        EmbeddedPostgresException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String query(Handle handle, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(handle.jdbcUrl(), handle.username(), handle.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Handle handle, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(handle.jdbcUrl(), handle.username(), handle.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void pgCtl(String action, String... options) throws IOException {
        var account = ServerAccount.choose();
        var programs = PostgresBinaries.unpackedIn(binaries, Platform.current(), account);
        var words = new ArrayList<>(account.command(List.of(
                programs.program("pg_ctl").toString(),
                action,
                "-D",
                home.resolve("data").toString())));
        words.addAll(List.of(options));
        var result = Command.run(home, Duration.ofMinutes(1), words);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private void kill(long pid) throws IOException {
        run("kill", "-9", Long.toString(pid));
    }

    private void run(String... command) throws IOException {
        var result = Command.run(folder, Duration.ofMinutes(1), List.of(command));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
