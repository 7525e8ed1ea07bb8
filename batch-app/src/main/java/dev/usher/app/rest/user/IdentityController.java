package dev.usher.app.rest.user;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.rest.body.UserIds;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import dev.usher.app.security.token.UserTokens;
import dev.usher.app.users.ShownColumns;
import dev.usher.app.users.UserProfile;
import dev.usher.app.users.UserService;
import dev.usher.jobs.profile.UserColumn;
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

    private static final int LONGEST_TOKEN = 8_192;

    private final UserService users;
    private final UserTokens tokens;

    IdentityController(UserService users, UserTokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    @PostMapping
    @AnyScope(Scope.UPDATE_USERS)
    @ResponseStatus(HttpStatus.CREATED)
    Object link(@PathVariable String id, @RequestBody JsonNode body) {
        var request = RequestObject.of(body).requireOnly(Set.of("provider", "user_id", "connection_id", "link_with"));
        if (request.has("link_with")) {
            return identities(linkOwner(UserIds.require(id), request.requireText("link_with", LONGEST_TOKEN)));
        }
        return identities(users.link(
                UserIds.require(id),
                request.requireText("provider", LONGEST),
                request.requireText("user_id", LONGEST),
                request.text("connection_id", LONGEST).orElse(null)));
    }

    /** The other user has shown who he is, and may still log in. */
    private UserProfile linkOwner(String userId, String idToken) {
        var other = tokens.ofOpenIdToken(idToken)
                .map(UserTokens.Bearer::userId)
                .filter(this::isNotBlocked)
                .orElseThrow(() -> ApiException.of(400, "Unable to verify user identity.", "invalid_body"));
        return users.link(userId, other);
    }

    private boolean isNotBlocked(String userId) {
        var user = users.require(userId, ShownColumns.only(Set.of(UserColumn.BLOCKED)));
        return !Boolean.TRUE.equals(user.values().get("blocked"));
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
