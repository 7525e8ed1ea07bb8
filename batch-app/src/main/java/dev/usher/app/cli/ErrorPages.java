package dev.usher.app.cli;

import dev.usher.app.cli.report.ErrorListing;
import dev.usher.app.cli.report.Json;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Prints row errors page by page, so that a million of them need no more memory than a hundred. */
final class ErrorPages {

    private final Shell shell;
    private final JobDesk desk;
    private final String jobId;

    ErrorPages(Shell shell, JobDesk desk, String jobId) {
        this.shell = shell;
        this.desk = desk;
        this.jobId = jobId;
    }

    void print(ErrorListOptions options) {
        if (options.jsonLines) {
            stream(options, Json::write);
        } else if (options.csv) {
            shell.print(ErrorListing.CSV_HEADER + "\n");
            stream(options, ErrorListing::csv);
        } else {
            printAtOnce(options);
        }
    }

    private void stream(ErrorListOptions options, Function<StoredRowError, String> line) {
        forEachPage(options, page -> {
            var text = new StringBuilder();
            page.forEach(error -> text.append(line.apply(error)).append('\n'));
            shell.print(text.toString());
        });
    }

    private void printAtOnce(ErrorListOptions options) {
        var errors = new ArrayList<StoredRowError>();
        boolean more = forEachPage(options, errors::addAll);
        if (options.json) {
            shell.printJson(errors);
        } else if (errors.isEmpty()) {
            shell.say("No rejected rows.");
        } else {
            shell.print(ErrorListing.table(errors));
        }
        if (more) {
            shell.say("There may be more: usher jobs errors " + jobId + " --after "
                    + errors.get(errors.size() - 1).record());
        }
    }

    /** Whether the limit was reached. */
    private boolean forEachPage(ErrorListOptions options, Consumer<List<StoredRowError>> consumer) {
        return desk.errors(jobId, options.after, options.most(), consumer);
    }
}
