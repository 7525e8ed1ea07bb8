package dev.usher.app.cli;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.schedule.RunView;
import dev.usher.app.schedule.ScheduleChange;
import dev.usher.app.schedule.ScheduleDraft;
import dev.usher.app.schedule.ScheduleView;
import dev.usher.app.schedule.ScheduleView.FireTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schedules in memory, with ids that count up, all of which fire next at the same moment. */
final class FakeSchedules implements JobScheduleService {

    final Map<String, ScheduleView> all = new LinkedHashMap<>();
    final List<ScheduleChange> changes = new ArrayList<>();
    final List<Boolean> overrides = new ArrayList<>();

    @Override
    public List<ScheduleView> list() {
        return List.copyOf(all.values());
    }

    @Override
    public ScheduleView require(String idOrName) {
        return Optional.ofNullable(all.get(idOrName))
                .orElseThrow(() -> new ProblemException(ProblemType.SCHEDULE_NOT_FOUND, "There is no schedule."));
    }

    @Override
    public ScheduleView create(ScheduleDraft draft) {
        var view = new ScheduleView(
                "sch_000000000000000" + (all.size() + 1),
                draft.name(),
                draft.cron(),
                "in words",
                draft.zone(),
                draft.type(),
                draft.request(),
                "acme",
                draft.misfire(),
                draft.allowOverlap(),
                draft.paused(),
                false,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(new FireTime("2026-05-02T02:30:00+02:00", Instant.parse("2026-05-02T00:30:00Z"))),
                1,
                List.of(new RunView(
                        Instant.parse("2026-05-01T00:30:00Z"),
                        RunView.Kind.SCHEDULED,
                        RunView.Outcome.MISSED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
        all.put(draft.name(), view);
        return view;
    }

    @Override
    public ScheduleView update(String idOrName, ScheduleChange change) {
        changes.add(change);
        return require(idOrName);
    }

    @Override
    public ScheduleView pause(String idOrName) {
        return require(idOrName);
    }

    @Override
    public ScheduleView resume(String idOrName) {
        return require(idOrName);
    }

    @Override
    public RunView runNow(String idOrName, boolean overrideGuard) {
        overrides.add(overrideGuard);
        return new RunView(
                Instant.EPOCH, RunView.Kind.BY_HAND, RunView.Outcome.REQUESTED, null, null, null, null, null, null);
    }

    @Override
    public List<RunView> runs(String idOrName, Optional<Instant> before, int limit) {
        return List.of();
    }

    @Override
    public void delete(String idOrName) {
        all.values().removeIf(schedule -> schedule.id().equals(idOrName));
    }
}
