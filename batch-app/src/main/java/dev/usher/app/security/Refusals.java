package dev.usher.app.security;

import static java.util.stream.Collectors.joining;

import dev.usher.app.problem.ErrorBody;
import dev.usher.app.security.client.Scope;
import dev.usher.app.security.token.TokenRefusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Tells callers why they are refused, in the words of Auth0: clients compare them. */
final class Refusals implements AuthenticationEntryPoint {

    private static final String EXPIRED = "Expired token received for JSON Web Token validation";
    private static final String BAD_SIGNATURE = "Invalid signature received for JSON Web Token validation";
    private static final String INVALID = "Invalid token";

    private final ErrorWriter writer;

    Refusals(ErrorWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof InvalidBearerTokenException) {
            badToken(response, TokenRefusal.of(failure));
        } else if (failure instanceof OAuth2AuthenticationException oauth
                && BearerTokens.MALFORMED.equals(oauth.getError().getErrorCode())) {
            challenge(response, " error=\"invalid_request\"");
            writer.write(response, ErrorBody.of(400, "Bad HTTP authentication header format"));
        } else {
            challenge(response, "");
            writer.write(response, ErrorBody.of(401, "Missing authentication"));
        }
    }

    void notFound(HttpServletResponse response) throws IOException {
        writer.write(response, ErrorBody.of(404));
    }

    void badRequest(HttpServletResponse response) throws IOException {
        writer.write(response, ErrorBody.of(400));
    }

    void unavailable(HttpServletResponse response) throws IOException {
        writer.write(response, ErrorBody.of(503));
    }

    void insufficientScope(HttpServletResponse response, Scope... expected) throws IOException {
        var names = Arrays.stream(expected).map(Scope::literal).collect(joining(","));
        challenge(response, " error=\"insufficient_scope\", scope=\"" + names.replace(',', ' ') + "\"");
        writer.write(
                response, ErrorBody.of(403, "Insufficient scope, expected any of: " + names, "insufficient_scope"));
    }

    private void badToken(HttpServletResponse response, TokenRefusal refusal) throws IOException {
        var body = switch (refusal) {
            case EXPIRED -> ErrorBody.of(401, EXPIRED).withAttributes(Map.of("error", EXPIRED));
            case BAD_SIGNATURE -> ErrorBody.of(401, BAD_SIGNATURE);
            case INVALID -> ErrorBody.of(401, INVALID, "invalid_token");
        };
        challenge(response, " error=\"invalid_token\", error_description=\"" + body.message() + "\"");
        writer.write(response, body);
    }

    private static void challenge(HttpServletResponse response, String parameters) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer" + parameters);
    }
}
