package dev.usher.app.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * That nobody may log in by a name from an address; or as a user who has a second factor, wherever from.
 *
 * @param identifier an e-mail address, a username, or whatever was tried; the id of the user if it counts anywhere
 * @param ip null if it counts anywhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserBlock(String identifier, @Nullable String ip) {

    /** Without the name, so that no log ever has it. */
    @Override
    public String toString() {
        return "UserBlock[]";
    }
}
