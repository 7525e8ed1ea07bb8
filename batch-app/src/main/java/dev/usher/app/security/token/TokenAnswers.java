package dev.usher.app.security.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import tools.jackson.databind.json.JsonMapper;

/** Writes a token for the client that asked for it. Spring's own says a second less than the token lives. */
final class TokenAnswers implements AuthenticationSuccessHandler {

    static final String RECOVERY_CODE = "recovery_code";

    private final JsonMapper json;

    TokenAnswers(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var made = (OAuth2AccessTokenAuthenticationToken) authentication;
        var token = made.getAccessToken();
        var others = made.getAdditionalParameters();
        var answer = new Answer(
                token.getTokenValue(),
                made.getRefreshToken() == null ? null : made.getRefreshToken().getTokenValue(),
                others.get(OidcParameterNames.ID_TOKEN),
                others.get(RECOVERY_CODE),
                String.join(" ", token.getScopes()),
                ChronoUnit.SECONDS.between(
                        Objects.requireNonNull(token.getIssuedAt()), Objects.requireNonNull(token.getExpiresAt())),
                "Bearer");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(answer));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({
        "access_token",
        "refresh_token",
        "id_token",
        "recovery_code",
        "scope",
        "expires_in",
        "token_type"
    })
    private record Answer(
            @JsonProperty("access_token") String token,
            @JsonProperty("refresh_token") @Nullable String refreshToken,
            @JsonProperty("id_token") @Nullable Object idToken,
            @JsonProperty("recovery_code") @Nullable Object recoveryCode,
            String scope,
            @JsonProperty("expires_in") long seconds,
            @JsonProperty("token_type") String type) {

        /** Without the tokens, so that no log ever has them. */
        @Override
        public String toString() {
            return "Answer[]";
        }
    }
}
