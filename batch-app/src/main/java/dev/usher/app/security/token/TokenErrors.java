package dev.usher.app.security.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import tools.jackson.databind.json.JsonMapper;

/** Writes why there is no token, in the words of Auth0 where those are known. */
final class TokenErrors implements AuthenticationFailureHandler {

    private final JsonMapper json;

    TokenErrors(JsonMapper json) {
        this.json = json;
    }

    static OAuth2AuthenticationException invalidRequest(String description) {
        return failure(OAuth2ErrorCodes.INVALID_REQUEST, description);
    }

    static OAuth2AuthenticationException unsupportedGrantType(String description) {
        return failure(OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE, description);
    }

    /** The client is who it says, but may not have what it asks for. */
    static OAuth2AuthenticationException accessDenied(String description) {
        return failure(OAuth2ErrorCodes.ACCESS_DENIED, description);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        var error = failure instanceof OAuth2AuthenticationException known
                ? known.getError()
                : new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT);
        if (failure instanceof RefusedLogin login) {
            if (login.status() == 503) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            }
            write(response, login.status(), login.body());
            return;
        }
        switch (error.getErrorCode()) {
            // Not which of the two is wrong.
            case OAuth2ErrorCodes.INVALID_CLIENT -> unauthorized(request, response);
            case OAuth2ErrorCodes.ACCESS_DENIED, OAuth2ErrorCodes.UNAUTHORIZED_CLIENT -> write(response, 403, error);
            default -> write(response, 400, error);
        }
    }

    private void unauthorized(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"usher\"");
        }
        write(response, 401, new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED, "Unauthorized", null));
    }

    private void write(HttpServletResponse response, int status, OAuth2Error error) throws IOException {
        var description = Objects.requireNonNullElse(error.getDescription(), "The request is malformed.");
        write(response, status, new TokenError(error.getErrorCode(), description, null));
    }

    private void write(HttpServletResponse response, int status, TokenError error) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(error));
    }

    private static OAuth2AuthenticationException failure(String code, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
    }
}
