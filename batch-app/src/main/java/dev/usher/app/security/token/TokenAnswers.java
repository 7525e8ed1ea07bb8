package dev.usher.app.security.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import tools.jackson.databind.json.JsonMapper;

/** Writes a token for the client that asked for it. Spring's own says a second less than the token lives. */
final class TokenAnswers implements AuthenticationSuccessHandler {

    private final JsonMapper json;

    TokenAnswers(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var token = ((OAuth2AccessTokenAuthenticationToken) authentication).getAccessToken();
        var answer = new Answer(
                token.getTokenValue(),
                String.join(" ", token.getScopes()),
                ChronoUnit.SECONDS.between(
                        Objects.requireNonNull(token.getIssuedAt()), Objects.requireNonNull(token.getExpiresAt())),
                "Bearer");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(answer));
    }

    @JsonPropertyOrder({"access_token", "scope", "expires_in", "token_type"})
    private record Answer(
            @JsonProperty("access_token") String token,
            String scope,
            @JsonProperty("expires_in") long seconds,
            @JsonProperty("token_type") String type) {}
}
