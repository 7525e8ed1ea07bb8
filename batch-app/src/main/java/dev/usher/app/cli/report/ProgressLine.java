package dev.usher.app.cli.report;

import dev.usher.app.status.JobProgress;
import java.time.Instant;
import java.util.Locale;

/** A job's progress in one line that fits a terminal of 80 columns; used by one thread. */
public final class ProgressLine {

    private static final int BAR = 20;

    private final ProgressMeter meter = new ProgressMeter();

    /** With a bar, for a terminal that redraws it. */
    public String bar(JobProgress progress, Instant now) {
        meter.see(progress, now);
        int full = progress.percentageDone() * BAR / 100;
        return String.format(
                Locale.ROOT,
                "%-9s [%s%s] %s",
                progress.phase(),
                "#".repeat(full),
                "-".repeat(BAR - full),
                figures(progress, now));
    }

    /** Without a bar, for a log. */
    public String plain(JobProgress progress, Instant now) {
        meter.see(progress, now);
        return progress.phase() + " " + figures(progress, now);
    }

    /** As a sentence, without what only a series of looks can tell. */
    public static String remark(JobProgress progress) {
        var rejected = progress.rowsFailed().isPresent()
                ? ", " + Texts.count(progress.rowsFailed().getAsLong()) + " rejected"
                : "";
        return progress.phase() + ": " + progress.percentageDone() + "%, " + Texts.rows(progress.rowsDone()) + " done"
                + rejected;
    }

    private String figures(JobProgress progress, Instant now) {
        var left = meter.left(now).map(d -> " ETA " + Texts.time(d)).orElse("");
        return progress.percentageDone() + "% " + Texts.count(meter.rate()) + " rows/s " + done(progress) + left;
    }

    private static String done(JobProgress progress) {
        if (progress.rowsFailed().isEmpty()) {
            return Texts.count(progress.rowsDone()) + " done";
        }
        long failed = progress.rowsFailed().getAsLong();
        return Texts.count(Math.max(0, progress.rowsDone() - failed)) + " ok " + Texts.count(failed) + " failed";
    }
}
