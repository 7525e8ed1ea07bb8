package dev.usher.app.cli;

import dev.usher.jobs.embedded.EmbeddedPostgres;
import dev.usher.jobs.embedded.EmbeddedPostgresStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher db}: looks after the embedded PostgreSQL. */
@Command(name = "db", header = "Look after the embedded PostgreSQL.", synopsisSubcommandLabel = "COMMAND")
final class DbCommand {

    private static final String EXTERNAL_URL = "SPRING_DATASOURCE_URL";

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
            document.forEach((key, value) -> shell.print(String.format("%-8s%s%n", key.replace('_', ' '), value)));
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Print the JDBC URL for other programs.")
    int url(
            @Option(names = "--with-password", description = "Print the password too; it ends up in your terminal.")
                    boolean withPassword) {
        var status = embedded().status();
        var url = status.findJdbcUrl()
                .orElseThrow(() -> new UsageException(
                        "The embedded PostgreSQL was never started. 'usher connections list' starts it."));
        shell.print(url + "?user=" + status.username() + (withPassword ? "&password=" + password(status) : "") + "\n");
        if (!withPassword) {
            shell.say("The password is in " + status.passwordFile() + ".");
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
    int backup(@Parameters(paramLabel = "FILE") Path file) {
        embedded().backup(file);
        shell.say("Wrote " + file.toAbsolutePath().normalize() + ".");
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
        return ExitCode.OK.number();
    }

    private EmbeddedPostgres embedded() {
        if (!shell.surroundings().environment().getOrDefault(EXTERNAL_URL, "").isBlank()) {
            throw new UsageException("usher db looks after the embedded PostgreSQL only, and " + EXTERNAL_URL
                    + " names an external one. Use its own tools (pg_dump, psql), or unset " + EXTERNAL_URL + ".");
        }
        return EmbeddedPostgres.in(shell.home());
    }

    private static String password(EmbeddedPostgresStatus status) {
        try {
            return Files.readString(status.passwordFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the password in " + status.passwordFile() + ".", e);
        }
    }
}
