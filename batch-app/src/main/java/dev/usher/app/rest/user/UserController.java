package dev.usher.app.rest.user;

import dev.usher.app.problem.ErrorBody;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.app.rest.body.UserIds;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.Caller;
import dev.usher.app.security.client.Scope;
import dev.usher.app.users.InvalidUserException;
import dev.usher.app.users.UserProfile;
import dev.usher.app.users.UserService;
import dev.usher.jobs.search.InvalidQueryException;
import dev.usher.jobs.user.StorableText;
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
import tools.jackson.databind.node.ObjectNode;

/** Shows, creates, changes and deletes users. */
@RestController
@RequestMapping("/api/v2")
final class UserController {

    private final UserService users;

    UserController(UserService users) {
        this.users = users;
    }

    /** A page of users: an array, or an object around it if totals are asked for. */
    @GetMapping("/users")
    @AnyScope({Scope.READ_USERS})
    Object users(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(name = "search_engine", defaultValue = "v3") String searchEngine,
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "0") String page,
            @RequestParam(name = "per_page", defaultValue = "50") String perPage,
            @RequestParam(name = "include_totals", defaultValue = "false") String includeTotals,
            @RequestParam(name = "primary_order", defaultValue = "true") String primaryOrder,
            @RequestParam(required = false) @Nullable String fields,
            @RequestParam(name = "include_fields", defaultValue = "true") String includeFields) {
        SearchEngine.require(searchEngine, q);
        // The order is always deterministic.
        QueryValue.flag("primary_order", primaryOrder);
        var search = new UserListQuery(q, connection, sort, page, perPage, includeTotals)
                .search(UserFields.of(fields, includeFields));
        var found = users.search(search);
        return search.withTotal() ? UserPageBody.of(search, found) : found.users();
    }

    @GetMapping("/users/{id}")
    @AnyScope({Scope.READ_USERS})
    UserProfile user(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String fields,
            @RequestParam(name = "include_fields", defaultValue = "true") String includeFields) {
        return users.require(UserIds.require(id), UserFields.of(fields, includeFields));
    }

    /** Users with exactly this e-mail address, a hundred at most; upper and lower case are told apart. */
    @GetMapping("/users-by-email")
    @AnyScope({Scope.READ_USERS})
    List<UserProfile> usersByEmail(
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String fields,
            @RequestParam(name = "include_fields", defaultValue = "true") String includeFields) {
        if (email == null) {
            throw ApiException.invalidQuery("Missing required property: email", "");
        }
        var columns = UserFields.of(fields, includeFields);
        return StorableText.isStorable(email) ? users.findByEmail(email, columns) : List.of();
    }

    @PostMapping("/users")
    @AnyScope({Scope.CREATE_USERS})
    @ResponseStatus(HttpStatus.CREATED)
    UserProfile create(@RequestBody JsonNode body) {
        return users.create(object(body));
    }

    /** Metadata are merged at their first level; a null removes. */
    @PatchMapping("/users/{id}")
    @AnyScope({Scope.UPDATE_USERS, Scope.UPDATE_USERS_APP_METADATA})
    UserProfile update(@PathVariable String id, @RequestBody JsonNode body, Caller caller) {
        var change = object(body);
        if (!caller.has(Scope.UPDATE_USERS)
                && change.propertyNames().stream().anyMatch(name -> !name.equals("app_metadata"))) {
            throw ApiException.insufficientScope(Scope.UPDATE_USERS.literal());
        }
        return users.update(UserIds.require(id), change);
    }

    /** Also if there is no such user. */
    @DeleteMapping("/users/{id}")
    @AnyScope({Scope.DELETE_USERS})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        users.delete(UserIds.require(id));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> invalid(InvalidQueryException invalid) {
        var refused = ErrorBody.of(400, String.valueOf(invalid.getMessage()), "invalid_query_string");
        return ResponseEntity.status(refused.statusCode()).body(refused);
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> invalid(InvalidUserException invalid) {
        var refused = ApiException.invalidBody(invalid.sentence(), invalid.path());
        return ResponseEntity.status(refused.body().statusCode()).body(refused.body());
    }

    private static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.invalidBody("Expected type object but found another type", "");
    }
}
