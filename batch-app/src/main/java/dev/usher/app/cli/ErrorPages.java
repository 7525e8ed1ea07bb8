package dev.usher.app.cli;

import dev.usher.app.cli.report.ErrorListing;
import dev.usher.app.cli.report.Json;
import dev.usher.app.status.JobStatusService;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Prints row errors page by page, so that a million of them need no more memory than a hundred. */
final class ErrorPages {

    private static final int PAGE = 1_000;

    private final Shell shell;
    private final JobStatusService status;
    private final String jobId;

    ErrorPages(Shell shell, JobStatusService status, String jobId) {
        this.shell = shell;
        this.status = status;
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
        long after = options.after;
        long left = options.most();
        while (left > 0) {
            int size = (int) Math.min(PAGE, left);
            var page = status.errors(jobId, after, size);
            if (page.isEmpty()) {
                return false;
            }
            consumer.accept(page);
            long records =
                    page.stream().mapToLong(StoredRowError::record).distinct().count();
            if (records < size) {
                return false;
            }
            after = page.get(page.size() - 1).record();
            left -= records;
        }
        return true;
    }
}
