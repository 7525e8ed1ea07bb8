package dev.usher.app.schedule;

import java.util.List;

/** How reliable schedules are, for those who watch over an installation; shared by all threads. */
@FunctionalInterface
public interface ScheduleStatistics {

    /**
     * @param missed firings that no server was there for, of those that are still noted
     * @param refused firings that became no job as none could do what is asked for, of those that are still noted
     * @param skipped firings that became no job as one before had not ended, of those that are still noted
     * @param secondsSinceSuccess since a job of the schedule last completed; since the schedule was made if none has
     */
    record Reliability(String name, long missed, long refused, long skipped, double secondsSinceSuccess) {}

    /** Those that are not paused, by name. */
    List<Reliability> read(int most);
}
