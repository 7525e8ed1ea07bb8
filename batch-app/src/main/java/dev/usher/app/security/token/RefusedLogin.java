package dev.usher.app.security.token;

import dev.usher.app.login.LoginException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** A user is not logged in; why, in the words of Auth0 where those are known. */
final class RefusedLogin extends OAuth2AuthenticationException {

    private final int status;
    private final transient TokenError body;

    private RefusedLogin(int status, TokenError body) {
        super(new OAuth2Error(body.error(), body.description(), null));
        this.status = status;
        this.body = body;
    }

    static RefusedLogin of(LoginException failure) {
        return switch (failure.problem()) {
            case WRONG_PASSWORD -> forbidden("invalid_grant", "Wrong email or password.");
            case UNKNOWN_CONNECTION -> refused(400, "invalid_request", "The connection does not exist.");
            case TOO_MANY_ATTEMPTS ->
                refused(
                        429,
                        "too_many_attempts",
                        "Your account has been blocked after multiple consecutive login attempts.");
            case USER_BLOCKED -> forbidden("unauthorized", "user is blocked");
            case MFA_REQUIRED ->
                new RefusedLogin(
                        403,
                        new TokenError(
                                "mfa_required",
                                "Multifactor authentication required",
                                failure.mfaToken().orElse(null)));
            case INVALID_MFA_TOKEN -> forbidden("invalid_grant", "Malformed or expired mfa_token");
            case WRONG_OTP -> forbidden("invalid_grant", "Invalid otp_code.");
            case WRONG_RECOVERY_CODE -> forbidden("invalid_grant", "MFA Authorization rejected.");
            case INVALID_REFRESH_TOKEN -> forbidden("invalid_grant", "Unknown or invalid refresh token.");
            case UNKNOWN_AUDIENCE -> forbidden("access_denied", "Service not found");
            case OVERTAKEN, BUSY -> busy();
        };
    }

    /** More is asked for than processors or the database can do at this moment. */
    static RefusedLogin busy() {
        return refused(503, "temporarily_unavailable", "Too many logins at once. Try again in a moment.");
    }

    int status() {
        return status;
    }

    TokenError body() {
        return body;
    }

    private static RefusedLogin forbidden(String code, String description) {
        return refused(403, code, description);
    }

    private static RefusedLogin refused(int status, String code, String description) {
        return new RefusedLogin(status, new TokenError(code, description, null));
    }
}
