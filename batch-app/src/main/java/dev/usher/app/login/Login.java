package dev.usher.app.login;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user who is logged in.
 *
 * @param scopes what the client may do for the user
 * @param audience what the access token is for; null for {@code /userinfo} alone
 * @param refreshToken null if none was asked for
 * @param recoveryCode the new one, where the old one was used
 */
public record Login(
        String userId,
        String clientId,
        String sessionId,
        Set<String> scopes,
        @Nullable String audience,
        @Nullable String refreshToken,
        @Nullable String recoveryCode) {

    /** Without its secrets, so that no log ever has them. */
    @Override
    public String toString() {
        return "Login[" + clientId + "]";
    }
}
