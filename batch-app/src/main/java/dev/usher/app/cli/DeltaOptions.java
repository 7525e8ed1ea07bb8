package dev.usher.app.cli;

import dev.usher.app.launch.JobRequest;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What only the exports of schedules can. */
final class DeltaOptions {

    @Option(
            names = "--delta",
            description = "Of an export: only users that were changed since the last run that completed; the first run"
                    + " takes all. A user may come twice, none is left out.")
    boolean delta;

    @Option(names = "--tombstones", description = "With --delta: also a record for each user that was deleted.")
    boolean tombstones;

    /** @throws UsageException if they make no sense for it */
    void addTo(ScheduledWords.Typed typed) {
        addTo(Optional.of(typed));
    }

    /** @param typed empty if nothing was */
    void addTo(Optional<ScheduledWords.Typed> typed) {
        if (tombstones && !delta) {
            throw new UsageException("--tombstones is for an export with --delta.");
        }
        if (!delta) {
            return;
        }
        var request = typed.filter(t -> t.type().equals(JobRequest.OfExport.TYPE))
                .orElseThrow(() -> new UsageException("--delta is for an export, which is typed after --."))
                .request();
        request.put("delta", true);
        if (tombstones) {
            request.put("tombstones", true);
        }
    }
}
