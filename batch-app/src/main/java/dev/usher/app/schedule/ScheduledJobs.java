package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the job of a schedule is asked to do, now; shared by all threads. */
final class ScheduledJobs {

    private static final String MIRROR = "mirror";

    private final JobOrders orders;

    ScheduledJobs(JobOrders orders) {
        this.orders = orders;
    }

    /**
     * A job that is ready to be submitted.
     *
     * @param detail what is special about it
     */
    record Prepared(JobOrder order, Optional<String> detail) {}

    /** @throws ProblemException if no job could do what is asked for */
    JobOrder check(String type, ObjectNode request) {
        return orders.read(type, request);
    }

    Prepared prepare(Schedule schedule, boolean overrideGuard) {
        var request = overrideGuard ? withoutGuards(schedule.request()) : schedule.request();
        return new Prepared(
                orders.read(schedule.type(), request),
                overrideGuard ? Optional.of("without the guards of its mirror") : Optional.empty());
    }

    /** @throws ProblemException if there are none */
    static ObjectNode withoutGuards(ObjectNode request) {
        var copy = request.deepCopy();
        if (!(copy.get(MIRROR) instanceof ObjectNode mirror)) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "The schedule has no mirror whose guards could be overridden.");
        }
        mirror.put("override_guards", true);
        return copy;
    }
}
