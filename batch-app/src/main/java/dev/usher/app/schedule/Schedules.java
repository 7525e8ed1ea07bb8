package dev.usher.app.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of schedules; shared by all threads. */
interface Schedules {

    /** By name. */
    List<Schedule> list();

    Optional<Schedule> find(String idOrName);

    /**
     * Keeps everybody else from changing a schedule, and from settling its firings, for the rest of the calling thread's
     * transaction.
     */
    Optional<Schedule> lock(String id);

    /**
     * Stores a schedule, settled until now.
     *
     * @param nextFireTime null if it never fires
     * @return false if the name is taken
     */
    boolean insert(Schedule schedule, @Nullable Instant nextFireTime);

    /**
     * Stores a schedule as it is given, with a new version.
     *
     * @param newRequest whether it asks for something else than before
     * @return false if the name is taken
     */
    boolean update(Schedule schedule, @Nullable Instant nextFireTime, boolean newRequest);

    /** Notes that what became of all firings until a moment is noted. */
    void settled(String id, Instant until, @Nullable Instant nextFireTime);

    boolean delete(String id);

    /** The names of the connections that schedules are for, by the ids of the schedules; none of those for all connections. */
    Map<String, String> connections();

    /** The name of the connection that a schedule is for; empty if it is for all. */
    Optional<String> connection(String id);

    /** Those that may fire: their ids and versions. */
    Map<String, Long> active();

    /** Those that have a firing whose time has come, or that somebody asked for. */
    List<String> due();
}
