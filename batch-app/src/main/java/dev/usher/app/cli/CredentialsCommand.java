package dev.usher.app.cli;

import dev.usher.app.credentials.CredentialCheck;
import dev.usher.app.credentials.CredentialReport;
import dev.usher.app.credentials.KnownPasswords;
import dev.usher.jobs.credential.CostLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher credentials}: the passwords of users. */
@Command(
        name = "credentials",
        header = "Check that imported password hashes can be verified.",
        synopsisSubcommandLabel = "COMMAND")
final class CredentialsCommand {

    private final Shell shell;

    CredentialsCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(
            header = "Hold known passwords against hashes, and say which parameters are wrong.",
            description = {
                "",
                "FILE holds passwords that are known, such as those of test users: CSV with a header, or",
                "NDJSON, with password, user_id or email, and if need be connection. Neither passwords nor",
                "hashes nor e-mail addresses are ever printed."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:every password matches",
                "2:what was typed can't be done",
                "3:some do not match, or belong to no user",
                "5:a file as a whole can't be read"
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  usher credentials verify known.csv",
                "  usher credentials verify known.csv --against users.ndjson"
            })
    int verify(
            @Parameters(paramLabel = "FILE", description = "Known passwords; - for standard input.") String file,
            @Option(
                            names = "--against",
                            paramLabel = "USERS",
                            description = "Check against the hashes in a file that is to be imported, without a"
                                    + " database (default: against the users of the database).")
                    @Nullable
                    String users,
            @Option(
                            names = "--threads",
                            paramLabel = "N",
                            description =
                                    "How many hashes to compute at once (default: as many as processors and memory"
                                            + " allow).")
                    @Nullable
                    Integer threads,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        if (threads != null && (threads < 1 || threads > 64)) {
            throw new UsageException("--threads takes 1 to 64.");
        }
        int chosen = threads == null ? CredentialCheck.defaultThreads(CostLimits.DEFAULTS) : threads;
        try (var passwords = new KnownPasswords(open(file));
                var check = new CredentialCheck(CostLimits.DEFAULTS, chosen)) {
            var report = run(check, passwords, users);
            if (json) {
                shell.printJson(CredentialDocument.of(report));
            } else {
                shell.print(CredentialDocument.text(report));
            }
            return ExitCode.ofRejected(report.wrongRows()).number();
        }
    }

    private CredentialReport run(CredentialCheck check, KnownPasswords passwords, @Nullable String users) {
        if (users != null) {
            return check.against(GivenFiles.requireInput(users), passwords);
        }
        try (var engine = shell.start()) {
            return check.against(engine.storedHashes(), passwords);
        }
    }

    private InputStream open(String file) {
        if (GivenFiles.STANDARD_STREAM.equals(file)) {
            return shell.surroundings().in();
        }
        try {
            return Files.newInputStream(GivenFiles.requireInput(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The file can't be read.", e);
        }
    }
}
