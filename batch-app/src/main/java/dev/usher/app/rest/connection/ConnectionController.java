package dev.usher.app.rest.connection;

import dev.usher.app.problem.ErrorBody;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionConflictException;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.ConnectionsProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows, creates, changes and deletes connections. */
@RestController
@RequestMapping("/api/v2/connections")
final class ConnectionController {

    private final Connections connections;
    private final ConnectionsProperties declared;
    private final JsonMapper json;

    ConnectionController(Connections connections, ConnectionsProperties declared, JsonMapper json) {
        this.connections = connections;
        this.declared = declared;
        this.json = json;
    }

    /** A page of connections by name: an array, or an object around it if totals are asked for. */
    @GetMapping
    @AnyScope(Scope.READ_CONNECTIONS)
    Object connections(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable List<String> strategy,
            @RequestParam(defaultValue = "0") String page,
            @RequestParam(name = "per_page", defaultValue = "50") String perPage,
            @RequestParam(name = "include_totals", defaultValue = "false") String includeTotals,
            @RequestParam(defaultValue = "") String fields,
            @RequestParam(name = "include_fields", defaultValue = "true") String includeFields) {
        var query = new ConnectionQuery(name, strategy == null ? List.of() : strategy, page, perPage, includeTotals);
        var members = Members.of(fields, QueryValue.flag("include_fields", includeFields));
        var found = connections.list().stream().filter(query::matches).toList();
        var bodies = found.stream()
                .skip(query.start())
                .limit(query.limit())
                .<JsonNode>map(connection -> members.of(body(connection)))
                .toList();
        return query.withTotals() ? new ConnectionPageBody(found.size(), query.start(), query.limit(), bodies) : bodies;
    }

    @GetMapping("/{id}")
    @AnyScope(Scope.READ_CONNECTIONS)
    JsonNode connection(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String fields,
            @RequestParam(name = "include_fields", defaultValue = "true") String includeFields) {
        return Members.of(fields, QueryValue.flag("include_fields", includeFields))
                .of(body(require(id)));
    }

    @PostMapping
    @AnyScope(Scope.CREATE_CONNECTIONS)
    @ResponseStatus(HttpStatus.CREATED)
    ConnectionBody create(@RequestBody JsonNode body) {
        var request = ConnectionRequest.toCreate(RequestObject.of(body));
        var name = request.name();
        var strategy = request.strategy();
        return ConnectionBody.of(
                connections.create(name, strategy, request.options(name, strategy, ConnectionOptions.DEFAULTS)));
    }

    /** Options are replaced as a whole. */
    @PatchMapping("/{id}")
    @AnyScope(Scope.UPDATE_CONNECTIONS)
    ConnectionBody change(@PathVariable String id, @RequestBody JsonNode body) {
        var found = require(id);
        var request = ConnectionRequest.toChange(RequestObject.of(body));
        var options = request.options(found.name(), found.strategy(), found.options());
        if (options.equals(found.options())) {
            return ConnectionBody.of(found);
        }
        requireUndeclared(found);
        return ConnectionBody.of(connections.updateOptions(found.id(), options));
    }

    @DeleteMapping("/{id}")
    @AnyScope(Scope.DELETE_CONNECTIONS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        var found = require(id);
        requireUndeclared(found);
        connections.delete(found.id());
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> refused(ConnectionConflictException conflict) {
        var refused = switch (conflict.reason()) {
            case NAME_TAKEN ->
                ApiException.of(409, "A connection with the same name already exists", "connection_conflict");
            case GONE -> notFound();
            case HAS_USERS -> conflict("The connection has users. Only a connection without users can be deleted.");
            case IMPORT_UNFINISHED, DECLARED_WRONGLY -> conflict(String.valueOf(conflict.getMessage()));
        };
        return ResponseEntity.status(refused.body().statusCode()).body(refused.body());
    }

    private ObjectNode body(Connection connection) {
        return json.valueToTree(ConnectionBody.of(connection));
    }

    private Connection require(String id) {
        if (!Connection.isId(id)) {
            throw ApiException.invalidPath("String does not match pattern " + Connection.idPattern(), "id");
        }
        return connections.find(id).orElseThrow(ConnectionController::notFound);
    }

    private void requireUndeclared(Connection connection) {
        if (declared.declares(connection.name())) {
            throw conflict("The connection '" + connection.name() + "' is declared in the configuration of the server,"
                    + " which would bring it back at the next start. Change it there.");
        }
    }

    private static ApiException conflict(String message) {
        return ApiException.of(409, message, "operation_not_possible");
    }

    private static ApiException notFound() {
        return ApiException.of(404, "The connection does not exist", "inexistent_connection");
    }
}
