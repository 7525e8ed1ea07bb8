package dev.usher.app.cli.report;

import dev.usher.app.status.JobProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Speed and time left of one job, from what was seen of it; used by one thread. */
final class ProgressMeter {

    private static final Duration RATE_WINDOW = Duration.ofSeconds(10);
    private static final int ETA_FROM_PERCENT = 5;

    /** Percentages are whole: the last ten changes are a window that fits a job of a minute and one of a day. */
    private static final int ETA_CHANGES = 10;

    private record Rows(Instant at, long done) {}

    private record Percentage(Instant at, int done) {}

    private final Deque<Rows> rows = new ArrayDeque<>();
    private final Deque<Percentage> changes = new ArrayDeque<>();
    private String phase = "";

    void see(JobProgress progress, Instant now) {
        if (!phase.equals(progress.phase())) {
            phase = progress.phase();
            rows.clear();
        }
        rows.addLast(new Rows(now, progress.rowsDone()));
        while (rows.getFirst().at().plus(RATE_WINDOW).isBefore(now)) {
            rows.removeFirst();
        }
        if (changes.isEmpty() || changes.getLast().done() != progress.percentageDone()) {
            changes.addLast(new Percentage(now, progress.percentageDone()));
            if (changes.size() > ETA_CHANGES) {
                changes.removeFirst();
            }
        }
    }

    /** Rows a second through the present phase. */
    long rate() {
        if (rows.isEmpty()) {
            return 0;
        }
        var time = Duration.between(rows.getFirst().at(), rows.getLast().at());
        long done = rows.getLast().done() - rows.getFirst().done();
        return time.isZero() ? 0 : JobDocument.rowsPerSecond(Math.max(0, done), time);
    }

    /** Empty until enough has been seen. */
    Optional<Duration> left(Instant now) {
        if (changes.size() < 2 || changes.getLast().done() < ETA_FROM_PERCENT) {
            return Optional.empty();
        }
        var first = changes.getFirst();
        var last = changes.getLast();
        int gained = last.done() - first.done();
        if (gained <= 0) {
            return Optional.empty();
        }
        var perPercent = Duration.between(first.at(), last.at()).dividedBy(gained);
        var left = perPercent.multipliedBy(100L - last.done()).minus(Duration.between(last.at(), now));
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }
}
