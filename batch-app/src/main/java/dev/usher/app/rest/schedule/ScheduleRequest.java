package dev.usher.app.rest.schedule;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.schedule.Misfire;
import dev.usher.app.schedule.ScheduleChange;
import dev.usher.app.schedule.ScheduleDraft;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies by which schedules are created and changed. */
final class ScheduleRequest {

    private static final int LONGEST = 200;
    private static final String REQUEST = "request";
    private static final Set<String> TO_CREATE =
            Set.of("name", "cron", "zone", "type", REQUEST, "misfire", "allow_overlap", "paused");
    private static final Set<String> TO_CHANGE = Set.of("name", "cron", "zone", REQUEST, "misfire", "allow_overlap");

    private final RequestObject body;
    private final JsonNode json;

    private ScheduleRequest(JsonNode json, Set<String> members) {
        this.body = RequestObject.of(json).requireOnly(members);
        this.json = json;
    }

    /** @throws ApiException if the body is not complete or wrong */
    static ScheduleDraft draft(JsonNode json, String clientId) {
        return new ScheduleRequest(json, TO_CREATE).draft(clientId);
    }

    /** @throws ApiException if the body is wrong */
    static ScheduleChange change(JsonNode json) {
        return new ScheduleRequest(json, TO_CHANGE).change();
    }

    private ScheduleDraft draft(String clientId) {
        return new ScheduleDraft(
                body.requireText("name", LONGEST),
                body.requireText("cron", LONGEST),
                body.text("zone", LONGEST).orElse("UTC"),
                type(),
                request().orElseThrow(() -> ApiException.invalidBody("Missing required property: " + REQUEST, "")),
                misfire().orElse(Misfire.RUN_ONCE),
                body.flag("allow_overlap", false),
                body.flag("paused", false),
                Optional.of(clientId));
    }

    private ScheduleChange change() {
        return new ScheduleChange(
                body.text("name", LONGEST),
                body.text("cron", LONGEST),
                body.text("zone", LONGEST),
                request(),
                misfire(),
                body.has("allow_overlap") ? Optional.of(body.flag("allow_overlap", false)) : Optional.empty());
    }

    private String type() {
        var type = body.requireText("type", LONGEST);
        if (!type.equals(JobRequest.OfImport.TYPE) && !type.equals(JobRequest.OfExport.TYPE)) {
            throw ApiException.invalidBody("No enum match for: " + type, "type");
        }
        return type;
    }

    private Optional<Misfire> misfire() {
        return body.choice("misfire", Misfire.class);
    }

    private Optional<ObjectNode> request() {
        return body.object(REQUEST).map(given -> (ObjectNode) json.get(REQUEST));
    }
}
