package dev.usher.app.cli.report;

import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.JobView.Reading;
import dev.usher.app.status.JobView.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs as a table. */
public final class JobListing {

    private JobListing() {}

    /** @param abandoned ids of those that nobody runs although they are being processed */
    public static String table(List<JobView> jobs, Set<String> abandoned) {
        var table = Table.of("id", "type", "status", "connection", "file", "created", ">time", ">rows", ">failed");
        jobs.forEach(j -> {
            var work = Line.of(j.work());
            table.add(
                    j.id(),
                    work.type(),
                    j.status().literal() + (abandoned.contains(j.id()) ? " (abandoned)" : work.remark()),
                    j.connectionName(),
                    work.file(),
                    Texts.moment(j.createdAt()),
                    // What an attempt took is known at its end.
                    j.status().ended() ? Texts.time(j.running()) : "-",
                    work.rows().map(Texts::count).orElse("-"),
                    work.failed().map(Texts::count).orElse("-"));
        });
        return table.toString();
    }

    /** What a line says of a job's work. */
    private record Line(String type, String remark, String file, Optional<Long> rows, Optional<Long> failed) {

        static Line of(Work work) {
            if (work instanceof Export export) {
                var file = String.valueOf(Path.of(export.file()).getFileName());
                return new Line(
                        "export",
                        "",
                        Texts.file(file, "standard output"),
                        export.result().map(Exported::rows),
                        Optional.empty());
            }
            var imported = (Import) work;
            return new Line(
                    "import",
                    imported.dryRun() ? " (dry run)" : "",
                    Texts.file(imported.inputName(), "standard input"),
                    imported.reading().map(Reading::rows),
                    imported.reading().map(Reading::rejected));
        }
    }
}
