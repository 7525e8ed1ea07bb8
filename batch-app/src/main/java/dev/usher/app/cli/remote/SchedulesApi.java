package dev.usher.app.cli.remote;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a server can be asked about schedules; used by one thread. Every method throws a {@link RemoteException} if it refuses. */
public final class SchedulesApi {

    private static final String SCHEDULES = "/api/v2/schedules";

    private final UsherApi api;

    SchedulesApi(UsherApi api) {
        this.api = api;
    }

    public List<JsonNode> list() {
        return document(Call.to("GET", SCHEDULES)).valueStream().toList();
    }

    public JsonNode schedule(String id) {
        return document(Call.to("GET", path(id)));
    }

    public JsonNode create(Map<String, Object> members) {
        return document(UsherApi.json(Call.to("POST", SCHEDULES), members));
    }

    public JsonNode change(String id, Map<String, Object> members) {
        return document(UsherApi.json(Call.to("PATCH", path(id)), members));
    }

    /** @param what {@code pause}, {@code resume} or {@code run-now} */
    public JsonNode post(String id, String what, Map<String, Object> members) {
        return document(UsherApi.json(Call.to("POST", path(id) + "/" + what), members));
    }

    /** Newest first. */
    public List<JsonNode> runs(String id, Optional<Instant> before, int limit) {
        var query = "?take=" + limit + before.map(moment -> "&before=" + moment).orElse("");
        return document(Call.to("GET", path(id) + "/runs" + query))
                .valueStream()
                .toList();
    }

    public void delete(String id) {
        api.send(Call.to("DELETE", path(id))).discard();
    }

    private JsonNode document(Call call) {
        return api.send(call).as(JsonNode.class);
    }

    private static String path(String id) {
        return SCHEDULES + "/" + UsherApi.encoded(id);
    }
}
