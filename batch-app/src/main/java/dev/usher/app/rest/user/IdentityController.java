package dev.usher.app.rest.user;

import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.rest.body.UserIds;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import dev.usher.app.users.UserProfile;
import dev.usher.app.users.UserService;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Links users, and takes linked ones apart; the answer is what identities the user has then. */
@RestController
@RequestMapping("/api/v2/users/{id}/identities")
final class IdentityController {

    private static final int LONGEST = 255;

    private final UserService users;

    IdentityController(UserService users) {
        this.users = users;
    }

    @PostMapping
    @AnyScope(Scope.UPDATE_USERS)
    @ResponseStatus(HttpStatus.CREATED)
    Object link(@PathVariable String id, @RequestBody JsonNode body) {
        var request = RequestObject.of(body).requireOnly(Set.of("provider", "user_id", "connection_id"));
        return identities(users.link(
                UserIds.require(id),
                request.requireText("provider", LONGEST),
                request.requireText("user_id", LONGEST),
                request.text("connection_id", LONGEST).orElse(null)));
    }

    @DeleteMapping("/{provider}/{identity}")
    @AnyScope(Scope.UPDATE_USERS)
    Object unlink(@PathVariable String id, @PathVariable String provider, @PathVariable String identity) {
        return identities(users.unlink(UserIds.require(id), UserIds.require(provider), UserIds.require(identity)));
    }

    private static Object identities(UserProfile user) {
        return Objects.requireNonNull(user.values().get("identities"));
    }
}
