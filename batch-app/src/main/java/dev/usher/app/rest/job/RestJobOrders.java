package dev.usher.app.rest.job;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.rest.upload.Upload;
import dev.usher.app.schedule.JobOrder;
import dev.usher.app.schedule.JobOrders;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.Connections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the requests of schedules as those that are sent over HTTP, with one more member: {@code connection}, a connection's
 * name, may stand for its id.
 */
final class RestJobOrders implements JobOrders {

    private static final String CONNECTION = "connection";
    private static final String CONNECTION_ID = "connection_id";

    /** As texts, which forms have, they would be shown as they are, with the secrets of addresses. */
    private static final List<String> OBJECTS = List.of("source", "map", "mirror");

    private final Connections connections;
    private final ImportRequests imports;
    private final ExportRequests exports;

    RestJobOrders(Connections connections, ImportRequests imports, ExportRequests exports) {
        this.connections = connections;
        this.imports = imports;
        this.exports = exports;
    }

    @Override
    public JobOrder read(String type, ObjectNode request) {
        try {
            requireKnown(type, request);
            var named = withConnectionId(request);
            return type.equals(JobRequest.OfImport.TYPE) ? ofImport(named) : ofExport(named);
        } catch (ApiException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    /** Nobody looks at answers night after night: what is ignored in the form of an import is refused here. */
    private static void requireKnown(String type, ObjectNode request) {
        var members = request.deepCopy();
        members.remove(CONNECTION);
        if (!type.equals(JobRequest.OfImport.TYPE)) {
            ExportOptions.requireKnown(RequestObject.of(members));
            return;
        }
        var known = RequestObject.of(members).requireOnly(ImportOptions.PARTS);
        for (var name : OBJECTS) {
            var unused = known.object(name);
        }
        if (!members.has("source")) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Name a source, as {\"store\": \"hr\", \"pattern\": \"staff-*.csv\"}: servers take the file from there"
                            + " when the schedule fires.");
        }
    }

    private ObjectNode withConnectionId(ObjectNode request) {
        if (!request.has(CONNECTION)) {
            return request;
        }
        var name = RequestObject.of(request).requireText(CONNECTION, 200);
        var found = connections
                .find(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NAMED_CONNECTION_NOT_FOUND, "There is no connection with this name: " + name));
        if (request.has(CONNECTION_ID)
                && !request.path(CONNECTION_ID).asString("").equals(found.id())) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "connection is " + name + ", and connection_id is not its id: leave one of them out.");
        }
        var copy = request.deepCopy();
        copy.remove(CONNECTION);
        copy.put(CONNECTION_ID, found.id());
        return copy;
    }

    private JobOrder ofImport(ObjectNode request) {
        var form = new Upload(Optional.empty(), "", "", parts(request));
        var options = imports.options(form);
        return new JobOrder(
                new JobRequest.OfImport(imports.of(form)),
                options.text("external_id", ImportSubmission.MAX_EXTERNAL_ID),
                options.flag("send_completion_email", true),
                EnumSet.of(Scope.CREATE_USERS));
    }

    /** Objects as JSON texts, as they stand in a form. */
    private static Map<String, String> parts(ObjectNode request) {
        var parts = new HashMap<String, String>();
        request.properties().forEach(member -> parts.put(member.getKey(), text(member.getKey(), member.getValue())));
        return parts;
    }

    private static String text(String name, JsonNode value) {
        var text = value.isString() ? value.stringValue() : value.toString();
        if (text.isEmpty()) {
            throw ApiException.invalidBody("String is too short (0 chars), minimum 1", name);
        }
        return text;
    }

    private JobOrder ofExport(ObjectNode request) {
        var options = new ExportOptions(RequestObject.of(request));
        var scopes = EnumSet.of(Scope.READ_USERS);
        if (options.includesCredentials()) {
            scopes.add(Scope.READ_USER_CREDENTIALS);
        }
        return new JobOrder(new JobRequest.OfExport(exports.of(options)), Optional.empty(), false, scopes);
    }
}
