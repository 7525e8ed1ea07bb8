package dev.usher.app.login;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a login, and for what.
 *
 * @param clientId of a client that gave its secret
 * @param ip the address that the request came from
 * @param scopes empty for those that are usual
 * @param audience null for {@code /userinfo} alone
 */
public record LoginRequest(
        String clientId,
        String ip,
        Set<String> scopes,
        @Nullable String audience) {

    /** With this one a login has a refresh token. */
    public static final String OFFLINE_ACCESS = "offline_access";

    /** Without the address, so that no log ever has it. */
    @Override
    public String toString() {
        return "LoginRequest[" + clientId + "]";
    }
}
