package dev.usher.app.schedule;

import java.util.List;

/** How reliable schedules are, for those who watch over an installation; shared by all threads. */
@FunctionalInterface
public interface ScheduleStatistics {

    /**
     * @param missed firings that no server was there for, of those that are still noted
     * @param secondsSinceSuccess since a job of the schedule last completed; NaN if none has
     */
    record Reliability(String name, long missed, double secondsSinceSuccess) {}

    /** By name. */
    List<Reliability> read(int most);
}
