package dev.usher.app.cli;

import dev.usher.jobs.embedded.EmbeddedPostgres;
import dev.usher.jobs.embedded.EmbeddedPostgresStatus;
import dev.usher.jobs.file.FileStoreProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher db}: looks after the embedded PostgreSQL. */
@Command(name = "db", header = "Look after the embedded PostgreSQL.", synopsisSubcommandLabel = "COMMAND")
final class DbCommand {

    private static final String EXTERNAL_URL = "SPRING_DATASOURCE_URL";
    private static final String FILES_ROOT = "USHER_FILES_ROOT";

    private final Shell shell;

    DbCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(header = "Show whether it runs, and where it keeps its data.")
    int status(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        var status = embedded().status();
        var document = new LinkedHashMap<String, Object>();
        document.put("state", status.state().name().toLowerCase(Locale.ROOT));
        document.put("home", status.home().toString());
        document.put("port", status.port());
        document.put("pid", status.pid());
        document.put("in_use", status.inUse());
        if (json) {
            shell.printJson(document);
        } else {
            document.forEach((key, value) -> shell.print(String.format(
                    "%-8s%s%n", key.replace('_', ' '), value.equals(0) || value.equals(0L) ? "-" : value)));
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Print the URL for other programs: of JDBC, or of psql.")
    int url(
            @Option(names = "--psql", description = "As psql and most others take it: postgresql://...") boolean psql,
            @Option(names = "--with-password", description = "Print the password too; it ends up in your terminal.")
                    boolean withPassword) {
        var status = embedded().status();
        var jdbcUrl = status.findJdbcUrl()
                .orElseThrow(() -> new UsageException(
                        "The embedded PostgreSQL was never started. 'usher connections list' starts it."));
        var password = withPassword ? password(status) : "";
        shell.print((psql ? uri(jdbcUrl, status, password) : jdbcUrl(jdbcUrl, status, password)) + "\n");
        if (!withPassword) {
            shell.say("The password is in " + status.passwordFile() + ".");
        }
        if (status.state() != EmbeddedPostgresStatus.State.RUNNING) {
            shell.say("The server is not running now: it runs while other usher commands use it."
                    + " 'usher db run' keeps it running.");
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Keep the server running for other programs, until Ctrl-C.")
    int run() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var signals = Signals.handledBy(asked::countDown);
        try (var server = embedded().start()) {
            shell.say("The embedded PostgreSQL runs at " + server.jdbcUrl() + " until Ctrl-C.");
            asked.await();
        } finally {
            signals.close();
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Stop a server that was left running.")
    int stop(@Option(names = "--force", description = "Even if others use it.") boolean force) {
        var embedded = embedded();
        if (force) {
            embedded.forceStop();
        } else {
            embedded.stop();
        }
        shell.say("The embedded PostgreSQL is stopped.");
        return ExitCode.OK.number();
    }

    @Command(header = "Write all data into an archive (.tar.gz).")
    int backup(@Parameters(paramLabel = "FILE") Path file, @Mixin ForceOption force) {
        var embedded = embedded();
        var target = GivenFiles.requireTarget("FILE", file);
        force.requireNew("FILE", target);
        embedded.backup(target);
        shell.say("Wrote " + target + ".");
        return ExitCode.OK.number();
    }

    @Command(header = "Delete the database with all users, jobs and connections.")
    int reset(@Option(names = "--yes", description = "Do not ask.") boolean yes) {
        var embedded = embedded();
        var question = "Delete all users, jobs and connections in " + shell.home() + "?";
        if (!shell.confirmed(question, yes)) {
            shell.say("Nothing was deleted.");
            return ExitCode.UNEXPECTED.number();
        }
        embedded.reset();
        shell.say("Deleted. The next command starts with an empty database.");
        nameStoredFiles();
        return ExitCode.OK.number();
    }

    /** They hold personal data. Which are whose only the database knew, and it may have been beyond asking. */
    private void nameStoredFiles() {
        var environment = shell.surroundings().environment();
        var folder = new FileStoreProperties(environment.getOrDefault(FILES_ROOT, "")).folder(environment);
        if (Files.isDirectory(folder)) {
            shell.warn("What jobs had copied or rejected is still in " + folder
                    + ". Delete that folder too, unless another database keeps its files there.");
        }
    }

    private EmbeddedPostgres embedded() {
        if (!shell.surroundings().environment().getOrDefault(EXTERNAL_URL, "").isBlank()) {
            throw new UsageException("usher db looks after the embedded PostgreSQL only, and " + EXTERNAL_URL
                    + " names an external one. Use its own tools (pg_dump, psql), or unset " + EXTERNAL_URL + ".");
        }
        return EmbeddedPostgres.in(shell.home());
    }

    private static String jdbcUrl(String url, EmbeddedPostgresStatus status, String password) {
        return url + "?user=" + status.username() + (password.isEmpty() ? "" : "&password=" + password);
    }

    /** Passwords are made of letters, digits, hyphens and underscores. */
    private static String uri(String jdbcUrl, EmbeddedPostgresStatus status, String password) {
        var login = status.username() + (password.isEmpty() ? "" : ":" + password) + "@";
        return jdbcUrl.replace("jdbc:postgresql://", "postgresql://" + login);
    }

    private static String password(EmbeddedPostgresStatus status) {
        try {
            return Files.readString(status.passwordFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the password in " + status.passwordFile() + ".", e);
        }
    }
}
