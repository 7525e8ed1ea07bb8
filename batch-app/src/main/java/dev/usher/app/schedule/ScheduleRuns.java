package dev.usher.app.schedule;

import dev.usher.app.schedule.RunView.Kind;
import dev.usher.app.schedule.RunView.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of firings and what became of them; shared by all threads. */
interface ScheduleRuns {

    /**
     * What became of a firing.
     *
     * @param jobId of a job that was submitted
     */
    record Result(
            Outcome outcome,
            @Nullable String detail,
            @Nullable String jobId) {}

    /** A firing that somebody asked for. */
    record Wish(Instant fireTime, boolean overrideGuard) {}

    /**
     * Notes a firing, before anything comes of it.
     *
     * @return false if it is noted already: then nothing more may come of it
     */
    boolean note(String scheduleId, Instant fireTime, Kind kind, Outcome outcome, @Nullable String detail);

    /** Notes that somebody wants a run; returns when that was. */
    Instant wish(String scheduleId, boolean overrideGuard);

    /** Those that nothing has become of yet, oldest first. */
    List<Wish> wishes(String scheduleId);

    /** Notes what became of a firing that was noted. */
    void became(String scheduleId, Instant fireTime, Result result);

    /** A job of the schedule that has not ended, or one that follows such a job, or is about to, for the next file. */
    Optional<String> unfinishedJob(String scheduleId);

    /** Newest first. */
    List<RunView> list(String scheduleId, Instant before, int limit);

    /**
     * Since when the next export of changes must ask, by the exports that completed since the schedule asks for what it asks
     * now; empty if none did.
     *
     * @param connectionId that of the exports; others do not count, also if one had the same name. Empty for all connections
     */
    Optional<Instant> watermark(String scheduleId, Optional<String> connectionId);

    /** How many firings each schedule has missed, of those that are noted. */
    Map<String, Long> missed();

    /** Notes what became of the jobs that were submitted. */
    void noteJobs();

    /** Removes the runs that are older, and those behind the newest 10000, but never the newest thirty of a schedule. */
    void removeOlderThan(Duration age);

    /** Forgets some of those who were deleted longer ago; returns how many. */
    int forgetDeletions(Duration age);
}
