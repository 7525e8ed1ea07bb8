package dev.usher.app.rest.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.app.login.UserAccess;
import dev.usher.app.login.UserBlock;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.UserIds;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows and lifts the blocks that wrong passwords cause, by user or by the name that was tried. */
@RestController
@RequestMapping("/api/v2/user-blocks")
final class UserBlockController {

    private final UserAccess access;

    UserBlockController(UserAccess access) {
        this.access = access;
    }

    @GetMapping("/{id}")
    @AnyScope(Scope.READ_USERS)
    UserBlocksBody blocks(@PathVariable String id) {
        return new UserBlocksBody(access.blocks(UserIds.require(id)));
    }

    @DeleteMapping("/{id}")
    @AnyScope(Scope.UPDATE_USERS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblock(@PathVariable String id) {
        access.unblock(UserIds.require(id));
    }

    /** Also of names that nobody has. */
    @GetMapping
    @AnyScope(Scope.READ_USERS)
    UserBlocksBody blocksOfName(@RequestParam(required = false) @Nullable String identifier) {
        return new UserBlocksBody(access.blocksOfName(required(identifier)));
    }

    @DeleteMapping
    @AnyScope(Scope.UPDATE_USERS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblockName(@RequestParam(required = false) @Nullable String identifier) {
        access.unblockName(required(identifier));
    }

    private static String required(@Nullable String identifier) {
        if (identifier == null || identifier.isBlank()) {
            throw ApiException.invalidQuery("Missing required property: identifier", "");
        }
        return identifier;
    }

    record UserBlocksBody(@JsonProperty("blocked_for") List<UserBlock> blockedFor) {}
}
