package dev.usher.app.cli.report;

import dev.usher.app.status.AbsentUser;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.JobView.Mirrored;
import dev.usher.jobs.importing.rejection.ErrorCount;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What there is to say about a job: the summary table, the most frequent errors, warnings, and what to do next.
 *
 * @param abandoned whether nobody runs it although it is being processed
 * @param errors most frequent first
 * @param warnings sentence → number of rows
 * @param absent the first users who are missing from the file of an import that mirrors it
 * @param next commands worth typing now, each with what it does
 */
public record JobReport(
        JobView job,
        boolean abandoned,
        List<ErrorCount> errors,
        Map<String, Long> warnings,
        List<AbsentUser> absent,
        List<NextStep> next) {

    private static final int TOP_ERRORS = 10;

    public String text() {
        var text = new StringBuilder(headline()).append('\n');
        job.importSummary().ifPresent(s -> text.append('\n').append(table(s)));
        if (job.work() instanceof Export export) {
            export.result().ifPresent(r -> text.append('\n').append(table(r)));
            if (export.includesCredentials()) {
                text.append("\nIts file holds password hashes and MFA secrets: keep it no longer than you need it.\n");
            }
        }
        if (job.work() instanceof Import imported) {
            imported.mirror().ifPresent(m -> text.append('\n').append(table(m)).append(someAbsent(m)));
        }
        appendErrors(text, errors);
        appendWarnings(text, warnings);
        if (!next.isEmpty()) {
            text.append("\nNext:\n");
            next.forEach(n -> text.append("  # ")
                    .append(Texts.printable(n.purpose()))
                    .append("\n  ")
                    .append(Texts.printable(n.command()))
                    .append('\n'));
        }
        return text.toString();
    }

    private String headline() {
        boolean dryRun = job.work() instanceof Import imported && imported.dryRun();
        var status = job.status() == JobStatus.COMPLETED && dryRun
                ? "dry run completed, no user was touched"
                : job.status().literal();
        return job.id() + ": " + subject() + ", " + status + (abandoned ? ", but its process is gone" : "")
                + job.statusDetails().map(d -> ": " + Texts.printable(d)).orElse("");
    }

    private String subject() {
        if (job.work() instanceof Export export) {
            return job.connectionName() + " to " + Texts.file(export.file(), "standard output");
        }
        return Texts.file(((Import) job.work()).inputName(), "standard input") + " into " + job.connectionName();
    }

    private String table(Exported result) {
        return Table.of(">rows", ">bytes", ">time", ">rows/s", "sha256")
                .add(
                        Texts.count(result.rows()),
                        Texts.count(result.sizeBytes()),
                        Texts.time(job.running()),
                        Texts.count(JobDocument.rowsPerSecond(result.rows(), job.running())),
                        result.sha256())
                .toString();
    }

    private String table(JobView.Summary summary) {
        return Table.of(">read", ">inserted", ">updated", ">unchanged", ">failed", ">time", ">rows/s")
                .add(
                        Texts.count(summary.total()),
                        Texts.count(summary.inserted()),
                        Texts.count(summary.updated()),
                        Texts.count(summary.unchanged()),
                        Texts.count(summary.failed()),
                        Texts.time(job.running()),
                        Texts.count(JobDocument.rowsPerSecond(summary.total(), job.running())))
                .toString();
    }

    private static String table(Mirrored mirror) {
        var gone = mirror.action().equals("delete") ? "deleted" : "blocked";
        boolean applied = mirror.outcome().equals("applied");
        return applied || mirror.gone() + mirror.unblocked() > 0
                ? Table.of(">missing", ">waiting", ">" + gone, ">unblocked", "")
                        .add(
                                Texts.count(mirror.missing()),
                                Texts.count(mirror.waiting()),
                                Texts.count(mirror.gone()),
                                Texts.count(mirror.unblocked()),
                                applied ? "" : "not all: " + mirror.outcome().replace('_', ' '))
                        .toString()
                : Table.of(">missing", ">waiting", ">to be " + gone, ">to be unblocked", "")
                        .add(
                                Texts.count(mirror.missing()),
                                Texts.count(mirror.waiting()),
                                Texts.count(mirror.due()),
                                Texts.count(mirror.returning()),
                                mirror.outcome().replace('_', ' '))
                        .toString();
    }

    private String someAbsent(Mirrored mirror) {
        if (absent.isEmpty()) {
            return "";
        }
        var ids = absent.stream().map(user -> Texts.printable(user.userId())).collect(Collectors.joining(", "));
        return "missing: " + ids + (mirror.missing() > absent.size() ? ", ...\n" : "\n");
    }

    static void appendErrors(StringBuilder text, List<ErrorCount> errors) {
        if (errors.isEmpty()) {
            return;
        }
        var table = Table.of("error", ">rows", "first lines");
        errors.stream().limit(TOP_ERRORS).forEach(e -> table.add(e.code(), Texts.count(e.rows()), lines(e)));
        text.append('\n').append(table);
        if (errors.size() > TOP_ERRORS) {
            text.append("and ").append(errors.size() - TOP_ERRORS).append(" more codes\n");
        }
    }

    static void appendWarnings(StringBuilder text, Map<String, Long> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        text.append("\nWarnings:\n");
        warnings.forEach((sentence, rows) -> text.append("  ")
                .append(Texts.printable(sentence))
                .append(rows == 0 ? "" : " (" + Texts.rows(rows) + ")")
                .append('\n'));
    }

    private static String lines(ErrorCount error) {
        var first = error.firstLines().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return error.rows() > error.firstLines().size() ? first + ", ..." : first;
    }
}
