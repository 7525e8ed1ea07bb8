package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Schedules of jobs; shared by all threads. Servers notice within seconds what is changed here. */
public interface JobScheduleService {

    /** By name, each with its next firings and without its runs. */
    List<ScheduleView> list();

    /**
     * A schedule with its next firings and its last runs.
     *
     * @throws ProblemException if there is no such schedule
     */
    ScheduleView require(String idOrName);

    /** @throws ProblemException if the draft makes no sense, no job could do what it asks for, or its name is taken */
    ScheduleView create(ScheduleDraft draft);

    /**
     * Changes a schedule. With another time, nothing that the former one would have fired is made up for.
     *
     * @throws ProblemException as {@link #create}, if there is no such schedule, or the configuration declares it
     */
    ScheduleView update(String idOrName, ScheduleChange change);

    /** @throws ProblemException if there is no such schedule */
    ScheduleView pause(String idOrName);

    /**
     * Lets a schedule fire again, from now on: what it would have fired in between is not made up for.
     *
     * @throws ProblemException if there is no such schedule
     */
    ScheduleView resume(String idOrName);

    /**
     * Asks the servers to submit the job of a schedule now, also of one that is paused.
     *
     * @param overrideGuard whether this one run may go past the guards of its mirror
     * @throws ProblemException if there is no such schedule, or it has no guards that could be gone past
     */
    RunView runNow(String idOrName, boolean overrideGuard);

    /**
     * Runs of a schedule, newest first.
     *
     * @param before only of firings before this moment; empty for the newest
     * @throws ProblemException if there is no such schedule
     */
    List<RunView> runs(String idOrName, Optional<Instant> before, int limit);

    /**
     * Deletes a schedule with its runs. Their jobs stay.
     *
     * @throws ProblemException if there is no such schedule, or the configuration declares it
     */
    void delete(String idOrName);
}
