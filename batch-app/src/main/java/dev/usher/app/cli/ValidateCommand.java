package dev.usher.app.cli;

import dev.usher.app.cli.report.CheckReport;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.ImportFileCheck;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher validate}: all checks of an import that need no database. */
@Command(
        name = "validate",
        header = "Check a file without a database.",
        customSynopsis = "usher validate FILE --strategy=STRATEGY [OPTIONS]",
        description = {
            "",
            "Checks all that 'usher import' checks, except what depends on other rows and on users that exist.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row is right",
            "2:what was typed can't be done",
            "3:some rows would be rejected",
            "5:the file as a whole can't be read"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  usher validate users.json --strategy auth0",
            "  usher validate staff.csv --strategy samlp --required-fields given_name \\",
            "      --errors-to wrong.csv"
        })
final class ValidateCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "NDJSON, JSON array or CSV, plain or gzip.")
    String file = "";

    @Option(
            names = "--strategy",
            required = true,
            paramLabel = "STRATEGY",
            description = "Of the connection that the users are for: auth0 (database), email, sms, or a social or"
                    + " enterprise one such as google-oauth2 or samlp.")
    String strategy = "";

    @Mixin
    ConnectionChoices choices = new ConnectionChoices();

    @Mixin
    InputOptions input = new InputOptions();

    @Option(names = "--upsert", description = "The import will update users that exist.")
    boolean upsert;

    @Mixin
    RejectsOptions rejects = new RejectsOptions();

    @Option(names = "--json", description = "Print one JSON document instead of the summary.")
    boolean json;

    ValidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (GivenFiles.STANDARD_STREAM.equals(file)) {
            throw new UsageException("'usher validate' reads a file, not standard input.");
        }
        var path = GivenFiles.requireInput(file);
        var errors = Optional.ofNullable(rejects.target(path));
        var report = new CheckReport(file);
        var result =
                new ImportFileCheck(path, input.format(), input.csv(), rules(), upsert).run(errors, report::addError);
        if (json) {
            shell.printJson(report.document(result));
        } else if (!shell.quiet() || result.rejected() > 0) {
            shell.print(report.text(result));
        }
        return ExitCode.ofRejected(result.rejected()).number();
    }

    private ConnectionRules rules() {
        var chosen = ConnectionChoices.strategy(strategy);
        return choices.rules("connection", chosen, ConnectionOptions.DEFAULTS);
    }
}
