package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a server can be asked; used by one thread. Every method throws a {@link RemoteException} if it refuses. */
public final class UsherApi {

    /** What {@link #absentUsers} takes at once. */
    public static final int MOST_ABSENT_USERS = 1_000;

    private static final String JOBS = "/api/v2/jobs";
    private static final String CONNECTIONS = "/api/v2/connections";
    private static final Pattern JOB_ID = Pattern.compile("job_[A-Za-z0-9]{16}");
    private static final int MOST_OF_A_PAGE = 100;
    private static final int NO_CONTENT = 204;

    private final Transport transport;
    private final Tokens tokens;

    public UsherApi(Transport transport, Tokens tokens) {
        this.transport = transport;
        this.tokens = tokens;
    }

    public ServerAddress server() {
        return transport.server();
    }

    public UsersApi users() {
        return new UsersApi(this);
    }

    public SchedulesApi schedules() {
        return new SchedulesApi(this);
    }

    public RemoteJob job(String id) {
        return send(Call.to("GET", job(id, ""))).as(RemoteJob.class);
    }

    public RemoteReport report(String id) {
        return send(Call.to("GET", job(id, "/report"))).as(RemoteReport.class);
    }

    /**
     * Jobs, newest first.
     *
     * @param status which ones; empty for all
     */
    public List<RemoteJob> jobs(Optional<String> status, int limit) {
        var jobs = new ArrayList<RemoteJob>();
        var from = Optional.<String>empty();
        do {
            int take = Math.min(MOST_OF_A_PAGE, limit - jobs.size());
            var query = "?take=" + take
                    + status.map(s -> "&status=" + encoded(s)).orElse("")
                    + from.map(f -> "&from=" + encoded(f)).orElse("");
            var page = send(Call.to("GET", JOBS + query)).as(RemoteJobPage.class);
            jobs.addAll(page.jobs());
            from = Optional.ofNullable(page.next());
        } while (from.isPresent() && jobs.size() < limit);
        return jobs;
    }

    /**
     * Uploads a file and submits its import.
     *
     * @param options the text parts of the form
     * @param idempotencyKey the same for every try, so that there is one job at most
     */
    public RemoteJob importUsers(Map<String, String> options, UploadFile file, String idempotencyKey) {
        var form = new FormData(options, "users", file.name());
        var call = Call.to("POST", JOBS + "/users-imports")
                .header("Content-Type", form.contentType())
                .header("Idempotency-Key", idempotencyKey)
                .repeatable(file::mayBeSentAgain)
                .upload(() -> form.body(file::open, file.sizeBytes()));
        return send(call).as(RemoteJob.class);
    }

    /**
     * Submits an import whose file the server takes from elsewhere.
     *
     * @param options the text parts of the form
     */
    public RemoteJob importUsers(Map<String, String> options, String idempotencyKey) {
        var form = new FormData(options);
        var call = Call.to("POST", JOBS + "/users-imports")
                .header("Content-Type", form.contentType())
                .header("Idempotency-Key", idempotencyKey)
                .repeatable(() -> true)
                .body(form::body);
        return send(call).as(RemoteJob.class);
    }

    /** @param options the members of the body */
    public RemoteJob exportUsers(Map<String, Object> options, String idempotencyKey) {
        var call = json(Call.to("POST", JOBS + "/users-exports"), options)
                .header("Idempotency-Key", idempotencyKey)
                .repeatable(() -> true);
        return send(call).as(RemoteJob.class);
    }

    public RemoteJob stop(String id) {
        return send(Call.to("POST", job(id, "/stop"))).as(RemoteJob.class);
    }

    public RemoteJob restart(String id) {
        return send(Call.to("POST", job(id, "/restart"))).as(RemoteJob.class);
    }

    /** @param options the members of the body */
    public RemoteJob retryRejected(String id, Map<String, Object> options, String idempotencyKey) {
        var call = json(Call.to("POST", job(id, "/retry-rejected")), options)
                .header("Idempotency-Key", idempotencyKey)
                .repeatable(() -> true);
        return send(call).as(RemoteJob.class);
    }

    /**
     * The errors of rejected rows.
     *
     * @param after only of rows after this record
     * @param most how many rows at most
     * @return empty if there are none, or not yet
     */
    public Optional<RowErrors> errors(String id, long after, long most) {
        var query = "?include_positions=true&after=" + after + "&take=" + most;
        var reply = send(Call.to("GET", job(id, "/errors" + query)));
        if (reply.status() == NO_CONTENT) {
            reply.discard();
            return Optional.empty();
        }
        return Optional.of(new RowErrors(reply.stream()));
    }

    /**
     * Users who are missing from the file of an import that mirrors it.
     *
     * @param from what the page before said is next; empty for the first
     */
    public RemoteAbsentUserPage absentUsers(String id, String from, int take) {
        var query = "?take=" + take + (from.isEmpty() ? "" : "&from=" + encoded(from));
        return send(Call.to("GET", job(id, "/absent-users" + query))).as(RemoteAbsentUserPage.class);
    }

    /**
     * Copies the rejected records as they were.
     *
     * @throws IOException if the stream does not take them
     */
    public void copyRejects(String id, OutputStream out) throws IOException {
        copy(job(id, "/rejects"), out);
    }

    /**
     * Copies what is wrong with them, as lines of JSON.
     *
     * @throws IOException if the stream does not take them
     */
    public void copyRejectErrors(String id, OutputStream out) throws IOException {
        copy(job(id, "/rejects/errors"), out);
    }

    private void copy(String path, OutputStream out) throws IOException {
        try (var body = send(Call.to("GET", path)).stream()) {
            new Body(body, server()).copyTo(out, bytes -> {});
        }
    }

    public List<JsonNode> connections() {
        var all = new ArrayList<JsonNode>();
        for (int number = 0; ; number++) {
            var page = connections("?per_page=" + MOST_OF_A_PAGE + "&page=" + number);
            all.addAll(page);
            if (page.size() < MOST_OF_A_PAGE) {
                return all;
            }
        }
    }

    public List<JsonNode> connectionsNamed(String name) {
        return connections("?name=" + encoded(name));
    }

    private List<JsonNode> connections(String query) {
        var array = send(Call.to("GET", CONNECTIONS + query)).as(JsonNode.class);
        return array.valueStream().toList();
    }

    public Optional<JsonNode> connection(String id) {
        try {
            return Optional.of(send(Call.to("GET", connectionPath(id))).as(JsonNode.class));
        } catch (RemoteException e) {
            if (e.kind() == Kind.CONNECTION_NOT_FOUND || e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public JsonNode createConnection(Map<String, Object> members) {
        return send(json(Call.to("POST", CONNECTIONS), members)).as(JsonNode.class);
    }

    public JsonNode changeConnection(String id, Map<String, Object> members) {
        return send(json(Call.to("PATCH", connectionPath(id)), members)).as(JsonNode.class);
    }

    public void deleteConnection(String id) {
        send(Call.to("DELETE", connectionPath(id))).discard();
    }

    /** Gets a token, or finds out that there is none. */
    public void signIn() {
        tokens.current();
    }

    /**
     * A file, or the rest of it, from where a link leads; whoever has the link needs no token.
     *
     * @param from how many bytes are there already
     */
    Reply file(String location, long from) {
        var call = Call.to("GET", location);
        return transport.send(from == 0 ? call : call.header("Range", "bytes=" + from + "-"), Map.of());
    }

    Reply send(Call call) {
        var token = tokens.current();
        try {
            return transport.send(call, authorization(token));
        } catch (RemoteException e) {
            boolean unsent = !call.asksFirst() || call.repeatable().getAsBoolean();
            if (e.kind() != Kind.NOT_SIGNED_IN || !unsent) {
                throw e;
            }
            var other = tokens.instead(token).orElseThrow(() -> e);
            return transport.send(call, authorization(other));
        }
    }

    private static Map<String, String> authorization(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    static Call json(Call call, Object document) {
        var json = Documents.write(document);
        return call.header("Content-Type", "application/json").body(() -> BodyPublishers.ofString(json));
    }

    /** What has another shape is not asked for: the answer would speak of a path, which whoever typed an id never saw. */
    private static String job(String id, String what) {
        if (!JOB_ID.matcher(id).matches()) {
            throw new RemoteException(
                    Kind.JOB_NOT_FOUND,
                    "There is no job " + id
                            + ". The id of a job is job_ and 16 letters or digits; 'usher jobs list' shows all.");
        }
        return JOBS + "/" + encoded(id) + what;
    }

    private static String connectionPath(String id) {
        return CONNECTIONS + "/" + encoded(id);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
