package dev.usher.app.cli.report;

import dev.usher.app.status.JobView;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Jobs as a table. */
public final class JobListing {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private JobListing() {}

    public static String table(List<JobView> jobs) {
        var table = Table.of("id", "status", "connection", "input", "created", ">time", ">read", ">failed");
        jobs.forEach(j -> table.add(
                j.id(),
                j.status().literal() + (j.dryRun() ? " (dry run)" : ""),
                j.connection(),
                Texts.printable(j.inputName()),
                TIME.format(j.createdAt()),
                Texts.time(j.running()),
                j.summary().map(s -> Texts.count(s.total())).orElse("-"),
                j.summary().map(s -> Texts.count(s.failed())).orElse("-")));
        return table.toString();
    }
}
