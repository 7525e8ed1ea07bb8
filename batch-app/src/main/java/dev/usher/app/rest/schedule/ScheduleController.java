package dev.usher.app.rest.schedule;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.answer.Moment;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.schedule.RunView;
import dev.usher.app.schedule.ScheduleId;
import dev.usher.app.schedule.ScheduleScopes;
import dev.usher.app.schedule.ScheduleView;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.Caller;
import dev.usher.app.security.client.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows, creates, changes, runs and deletes schedules. Who lets a job be submitted must be allowed to submit it. */
@RestController
@RequestMapping("/api/v2/schedules")
final class ScheduleController {

    private static final int MOST_RUNS = 1_000;

    private final JobScheduleService schedules;
    private final ScheduleScopes scopes;

    ScheduleController(JobScheduleService schedules, ScheduleScopes scopes) {
        this.schedules = schedules;
        this.scopes = scopes;
    }

    /** All schedules by name, without their runs. */
    @GetMapping
    @AnyScope(Scope.READ_SCHEDULES)
    List<ScheduleView> schedules() {
        return schedules.list();
    }

    @GetMapping("/{id}")
    @AnyScope(Scope.READ_SCHEDULES)
    ScheduleView schedule(@PathVariable String id) {
        return schedules.require(requireId(id));
    }

    @PostMapping
    @AnyScope(Scope.CREATE_SCHEDULES)
    @ResponseStatus(HttpStatus.CREATED)
    ScheduleView create(@RequestBody JsonNode body, Caller caller) {
        var draft = ScheduleRequest.draft(body, caller.clientId());
        requireScopes(caller, draft.type(), draft.request());
        return schedules.create(draft);
    }

    @PatchMapping("/{id}")
    @AnyScope(Scope.UPDATE_SCHEDULES)
    ScheduleView change(@PathVariable String id, @RequestBody JsonNode body, Caller caller) {
        var change = ScheduleRequest.change(body);
        var schedule = schedules.require(requireId(id));
        if (change.request().isPresent()) {
            requireScopes(caller, schedule.type(), change.request().get());
        } else if (change.makesRun()) {
            requireScopes(caller, schedule);
        }
        return schedules.update(id, change);
    }

    @DeleteMapping("/{id}")
    @AnyScope(Scope.DELETE_SCHEDULES)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        schedules.delete(requireId(id));
    }

    @PostMapping("/{id}/pause")
    @AnyScope(Scope.UPDATE_SCHEDULES)
    ScheduleView pause(@PathVariable String id) {
        return schedules.pause(requireId(id));
    }

    @PostMapping("/{id}/resume")
    @AnyScope(Scope.UPDATE_SCHEDULES)
    ScheduleView resume(@PathVariable String id, Caller caller) {
        requireScopes(caller, schedules.require(requireId(id)));
        return schedules.resume(requireId(id));
    }

    /** Asks for a run now; the body, if there is one, says whether this one may go past the guards of its mirror. */
    @PostMapping("/{id}/run-now")
    @AnyScope(Scope.UPDATE_SCHEDULES)
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView runNow(@PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body, Caller caller) {
        requireScopes(caller, schedules.require(requireId(id)));
        boolean override = body != null
                && RequestObject.of(body).requireOnly(Set.of("override_guard")).flag("override_guard", false);
        return schedules.runNow(id, override);
    }

    /**
     * Runs, newest first.
     *
     * @param before only of firings before this moment: of the last run of the page before
     * @param take how many at most
     */
    @GetMapping("/{id}/runs")
    @AnyScope(Scope.READ_SCHEDULES)
    List<RunView> runs(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "50") String take) {
        return schedules.runs(
                requireId(id),
                Optional.ofNullable(before).map(ScheduleController::moment),
                QueryValue.integer("take", take, 1, MOST_RUNS));
    }

    private void requireScopes(Caller caller, ScheduleView schedule) {
        if (schedule.request() instanceof ObjectNode request) {
            requireScopes(caller, schedule.type(), request);
        }
    }

    private void requireScopes(Caller caller, String type, ObjectNode request) {
        for (var scope : scopes.of(type, request)) {
            if (!caller.has(scope)) {
                throw ApiException.insufficientScope(scope.literal());
            }
        }
    }

    private static Instant moment(String text) {
        try {
            return Moment.parse(text);
        } catch (DateTimeException e) {
            throw ApiException.invalidQuery("Object didn't pass validation for format date-time: " + text, "before");
        }
    }

    private static String requireId(String id) {
        if (!ScheduleId.is(id)) {
            throw ApiException.invalidPath("String does not match pattern ^sch_[A-Za-z0-9]{16}$", "id");
        }
        return id;
    }
}
