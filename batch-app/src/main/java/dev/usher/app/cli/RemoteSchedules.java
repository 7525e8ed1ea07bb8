package dev.usher.app.cli;

import dev.usher.app.cli.remote.SchedulesApi;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.schedule.RunView;
import dev.usher.app.schedule.ScheduleChange;
import dev.usher.app.schedule.ScheduleDraft;
import dev.usher.app.schedule.ScheduleId;
import dev.usher.app.schedule.ScheduleView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schedules of a server. */
final class RemoteSchedules implements JobScheduleService {

    private final SchedulesApi api;

    RemoteSchedules(SchedulesApi api) {
        this.api = api;
    }

    @Override
    public List<ScheduleView> list() {
        return api.list().stream().map(RemoteSchedules::view).toList();
    }

    @Override
    public ScheduleView require(String idOrName) {
        return view(api.schedule(id(idOrName)));
    }

    @Override
    public ScheduleView create(ScheduleDraft draft) {
        var members = new LinkedHashMap<String, Object>();
        members.put("name", draft.name());
        members.put("cron", draft.cron());
        members.put("zone", draft.zone());
        members.put("type", draft.type());
        members.put("request", draft.request());
        members.put("misfire", literal(draft.misfire()));
        members.put("allow_overlap", draft.allowOverlap());
        members.put("paused", draft.paused());
        return view(api.create(members));
    }

    @Override
    public ScheduleView update(String idOrName, ScheduleChange change) {
        var members = new LinkedHashMap<String, Object>();
        change.name().ifPresent(name -> members.put("name", name));
        change.cron().ifPresent(cron -> members.put("cron", cron));
        change.zone().ifPresent(zone -> members.put("zone", zone));
        change.request().ifPresent(request -> members.put("request", request));
        change.misfire().ifPresent(misfire -> members.put("misfire", literal(misfire)));
        change.allowOverlap().ifPresent(overlap -> members.put("allow_overlap", overlap));
        return view(api.change(id(idOrName), members));
    }

    @Override
    public ScheduleView pause(String idOrName) {
        return view(api.post(id(idOrName), "pause", Map.of()));
    }

    @Override
    public ScheduleView resume(String idOrName) {
        return view(api.post(id(idOrName), "resume", Map.of()));
    }

    @Override
    public RunView runNow(String idOrName, boolean overrideGuard) {
        return run(api.post(
                id(idOrName), "run-now", overrideGuard ? Map.of("override_guard", true) : Map.<String, Object>of()));
    }

    @Override
    public List<RunView> runs(String idOrName, Optional<Instant> before, int limit) {
        return api.runs(id(idOrName), before, limit).stream()
                .map(RemoteSchedules::run)
                .toList();
    }

    @Override
    public void delete(String idOrName) {
        api.delete(id(idOrName));
    }

    private String id(String idOrName) {
        if (ScheduleId.is(idOrName)) {
            return idOrName;
        }
        return list().stream()
                .filter(schedule -> schedule.name().equals(idOrName))
                .map(ScheduleView::id)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.SCHEDULE_NOT_FOUND,
                        "There is no schedule '" + idOrName + "'. 'usher schedules list' shows all."));
    }

    private static ScheduleView view(JsonNode json) {
        return JsonMapper.shared().treeToValue(json, ScheduleView.class);
    }

    private static RunView run(JsonNode json) {
        return JsonMapper.shared().treeToValue(json, RunView.class);
    }

    private static String literal(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
