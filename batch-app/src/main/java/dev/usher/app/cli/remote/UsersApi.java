package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a server can be asked about users; used by one thread. Every method throws a {@link RemoteException} if it refuses. */
public final class UsersApi {

    /** The most that a page holds. */
    public static final int PAGE = 100;

    private static final String USERS = "/api/v2/users";

    private final UsherApi api;

    UsersApi(UsherApi api) {
        this.api = api;
    }

    public Optional<JsonNode> find(String id) {
        try {
            return Optional.of(document(Call.to("GET", user(id))));
        } catch (RemoteException e) {
            if (e.kind() == Kind.USER_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public List<JsonNode> findByEmail(String email) {
        return document(Call.to("GET", "/api/v2/users-by-email?email=" + UsherApi.encoded(email)))
                .valueStream()
                .toList();
    }

    /**
     * A page of users.
     *
     * @param query parameters without those of the page
     * @param size at most {@value #PAGE}
     * @param number from 0
     */
    public List<JsonNode> page(Map<String, String> query, int size, int number) {
        return document(Call.to("GET", USERS + "?per_page=" + size + "&page=" + number + more(query)))
                .valueStream()
                .toList();
    }

    /** How many users there are on all pages. */
    public long count(Map<String, String> query) {
        return document(Call.to("GET", USERS + "?per_page=0&include_totals=true" + more(query)))
                .path("total")
                .asLong();
    }

    public JsonNode create(JsonNode body) {
        return document(UsherApi.json(Call.to("POST", USERS), body));
    }

    public JsonNode change(String id, JsonNode body) {
        return document(UsherApi.json(Call.to("PATCH", user(id)), body));
    }

    /** Also if there is none. */
    public void delete(String id) {
        api.send(Call.to("DELETE", user(id))).discard();
    }

    /** Makes another user an identity of this one, and returns all identities. */
    public JsonNode link(String id, String provider, String identityId) {
        return document(UsherApi.json(
                Call.to("POST", user(id) + "/identities"), Map.of("provider", provider, "user_id", identityId)));
    }

    /** Makes a linked identity a user again, and returns the identities that are left. */
    public JsonNode unlink(String id, String provider, String identityId) {
        return document(Call.to(
                "DELETE", user(id) + "/identities/" + UsherApi.encoded(provider) + "/" + UsherApi.encoded(identityId)));
    }

    private JsonNode document(Call call) {
        return api.send(call).as(JsonNode.class);
    }

    private static String user(String id) {
        return USERS + "/" + UsherApi.encoded(id);
    }

    private static String more(Map<String, String> query) {
        return query.entrySet().stream()
                .map(parameter -> "&" + parameter.getKey() + "=" + UsherApi.encoded(parameter.getValue()))
                .collect(Collectors.joining());
    }
}
