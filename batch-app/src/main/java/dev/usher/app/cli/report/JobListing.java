package dev.usher.app.cli.report;

import dev.usher.app.status.JobView;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/** Jobs as a table. */
public final class JobListing {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private JobListing() {}

    /** @param abandoned ids of those that nobody runs although they are being processed */
    public static String table(List<JobView> jobs, Set<String> abandoned) {
        var table = Table.of("id", "status", "connection", "input", "created", ">time", ">read", ">failed");
        jobs.forEach(j -> table.add(
                j.id(),
                j.status().literal() + (abandoned.contains(j.id()) ? " (abandoned)" : j.dryRun() ? " (dry run)" : ""),
                j.connection(),
                Texts.file(j.inputName(), "standard input"),
                TIME.format(j.createdAt()),
                // What an attempt took is known at its end.
                j.status().ended() ? Texts.time(j.running()) : "-",
                j.reading().map(r -> Texts.count(r.rows())).orElse("-"),
                j.reading().map(r -> Texts.count(r.rejected())).orElse("-")));
        return table.toString();
    }
}
