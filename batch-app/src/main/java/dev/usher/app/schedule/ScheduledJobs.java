package dev.usher.app.schedule;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Delta;
import dev.usher.jobs.exporting.field.InvalidFieldsException;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the job of a schedule is asked to do, now; shared by all threads. Exports of schedules have two members more than
 * others: {@code delta} and {@code tombstones}.
 */
final class ScheduledJobs {

    private static final String MIRROR = "mirror";
    private static final String DELTA = "delta";
    private static final String TOMBSTONES = "tombstones";

    private final JobOrders orders;
    private final ScheduleRuns runs;
    private final ExternalStores stores;
    private final Duration keepDeletions;

    /** @param keepDeletions how long it is known who was deleted */
    ScheduledJobs(JobOrders orders, ScheduleRuns runs, ExternalStores stores, Duration keepDeletions) {
        this.orders = orders;
        this.runs = runs;
        this.stores = stores;
        this.keepDeletions = keepDeletions;
    }

    /**
     * A job that is ready to be submitted.
     *
     * @param detail what is special about it
     */
    record Prepared(JobOrder order, Optional<String> detail) {}

    /** @throws ProblemException if no job could do what is asked for, or only one run may ask for it */
    JobOrder check(String type, ObjectNode request) {
        var order = read(type, request);
        if (order.request() instanceof JobRequest.OfImport job && overridesGuards(job)) {
            throw invalid(
                    "Guards are overridden for one run, not for each one of a schedule: leave out override_guards,"
                            + " and ask for that run by run-now.");
        }
        try {
            order.request().check(stores);
        } catch (ExternalStoreException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
        }
        return order;
    }

    /**
     * Checks a schedule whose request or time is new.
     *
     * @throws ProblemException also if its runs would be in the way of each other
     */
    void checkNew(Schedule schedule, Instant now) {
        if (check(schedule.type(), schedule.request()).request() instanceof JobRequest.OfExport export) {
            var target = export.document().target();
            var external = target.external();
            if (external != null && !target.replace()) {
                DistinctFiles.require(external, schedule.times(), now);
            }
        }
    }

    private static boolean overridesGuards(JobRequest.OfImport job) {
        var mirror = job.document().mirror();
        return mirror != null && mirror.overrideGuards();
    }

    private JobOrder read(String type, ObjectNode request) {
        var delta = delta(type, request);
        var order = orders.read(type, withoutDelta(type, request));
        if (delta != null) {
            requireDelta(((JobRequest.OfExport) order.request()).document(), delta);
        }
        return order;
    }

    Prepared prepare(Schedule schedule, boolean overrideGuard, Instant now) {
        var checked = check(schedule.type(), schedule.request());
        var order = overrideGuard ? read(schedule.type(), withoutGuards(schedule.request())) : checked;
        var delta = delta(schedule.type(), schedule.request());
        if (delta == null) {
            return new Prepared(
                    order, overrideGuard ? Optional.of("without the guards of its mirror") : Optional.empty());
        }
        var document = ((JobRequest.OfExport) order.request()).document();
        var since =
                runs.watermark(schedule.id(), order.request().connectionId()).orElse(null);
        boolean tooLongAgo = since != null && delta.tombstones() && since.isBefore(now.minus(keepDeletions));
        var changes = document.changesSince(tooLongAgo ? null : since, delta);
        return new Prepared(order.with(new JobRequest.OfExport(changes)), detail(since, tooLongAgo));
    }

    private static Optional<String> detail(@Nullable Instant since, boolean tooLongAgo) {
        if (since == null) {
            return Optional.of("all users: no export before says since when to ask");
        }
        return Optional.of(
                tooLongAgo
                        ? "all users, as it is not known any more who was deleted since " + since
                                + ": whoever is not in the file is gone"
                        : "changes since " + since);
    }

    private static @Nullable Delta delta(String type, ObjectNode request) {
        boolean delta = flag(request, DELTA);
        boolean tombstones = flag(request, TOMBSTONES);
        if ((delta || tombstones) && !type.equals(JobRequest.OfExport.TYPE)) {
            throw invalid("Only an export can be one of changes: leave out delta and tombstones.");
        }
        if (tombstones && !delta) {
            throw invalid("Only an export of changes has tombstones: ask for delta as well.");
        }
        return delta ? new Delta(tombstones) : null;
    }

    private static boolean flag(ObjectNode request, String name) {
        JsonNode value = request.get(name);
        if (value != null && !value.isBoolean()) {
            throw invalid("'" + name + "' is true or false.");
        }
        return value != null && value.booleanValue();
    }

    private static ObjectNode withoutDelta(String type, ObjectNode request) {
        if (!type.equals(JobRequest.OfExport.TYPE)) {
            return request;
        }
        var copy = request.deepCopy();
        copy.remove(DELTA);
        copy.remove(TOMBSTONES);
        return copy;
    }

    private static void requireDelta(UserExportRequest export, Delta delta) {
        if (export.updatedSince() != null) {
            throw invalid("An export of changes finds out itself since when: leave out updated_since.");
        }
        if (export.limit() != null) {
            throw invalid("An export of changes has no limit: what it leaves out would never come.");
        }
        try {
            if (delta.tombstones()) {
                export.selection().requireTombstones();
            }
        } catch (InvalidFieldsException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** @throws ProblemException if there are none */
    static ObjectNode withoutGuards(ObjectNode request) {
        var copy = request.deepCopy();
        if (!(copy.get(MIRROR) instanceof ObjectNode mirror)) {
            throw invalid("The schedule has no mirror whose guards could be overridden.");
        }
        mirror.put("override_guards", true);
        return copy;
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(ProblemType.INVALID_REQUEST, message);
    }
}
