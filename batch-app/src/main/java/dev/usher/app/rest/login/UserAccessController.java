package dev.usher.app.rest.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.app.login.UserAccess;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.rest.body.UserIds;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Ends what logins have given, and renews recovery codes. */
@RestController
@RequestMapping("/api/v2/users/{id}")
final class UserAccessController {

    private static final int LONGEST_SESSION_ID = 50;

    private final UserAccess access;

    UserAccessController(UserAccess access) {
        this.access = access;
    }

    /** Of one session if the body names it; else of all. */
    @PostMapping("/revoke-access")
    @AnyScope({Scope.DELETE_SESSIONS, Scope.DELETE_REFRESH_TOKENS})
    @ResponseStatus(HttpStatus.ACCEPTED)
    void revokeAccess(@PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body) {
        var userId = UserIds.require(id);
        if (body == null) {
            access.revoke(userId, null, false);
            return;
        }
        var request = RequestObject.of(body).requireOnly(Set.of("session_id", "preserve_refresh_tokens"));
        access.revoke(
                userId,
                request.text("session_id", LONGEST_SESSION_ID).orElse(null),
                request.flag("preserve_refresh_tokens", false));
    }

    @PostMapping("/recovery-code-regeneration")
    @AnyScope(Scope.UPDATE_USERS)
    RecoveryCodeBody regenerateRecoveryCode(@PathVariable String id) {
        return new RecoveryCodeBody(access.newRecoveryCode(UserIds.require(id)));
    }

    record RecoveryCodeBody(@JsonProperty("recovery_code") String recoveryCode) {

        /** Without the code, so that no log ever has it. */
        @Override
        public String toString() {
            return "RecoveryCodeBody[]";
        }
    }
}
