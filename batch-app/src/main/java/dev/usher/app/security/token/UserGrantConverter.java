package dev.usher.app.security.token;

import dev.usher.app.login.LoginRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** What a client that gave its secret asks for in the name of a user. */
final class UserGrantConverter implements AuthenticationConverter {

    private final String ownAudience;
    private final Set<String> audiences;

    /**
     * @param ownAudience that of {@code /userinfo}
     * @param audiences all others for which there are tokens of users
     */
    UserGrantConverter(String ownAudience, Set<String> audiences) {
        this.ownAudience = ownAudience;
        this.audiences = audiences;
    }

    @Override
    public @Nullable UserGrantToken convert(HttpServletRequest request) {
        var grant = UserGrant.find(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
        if (grant.isEmpty()) {
            return null;
        }
        var client = (OAuth2ClientAuthenticationToken)
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        var parameters = new UserGrant.Parameters(name -> TokenRequest.one(request, name));
        var asked = new LoginRequest(
                Objects.requireNonNull(client.getRegisteredClient()).getClientId(),
                request.getRemoteAddr(),
                scopes(parameters.find(OAuth2ParameterNames.SCOPE)),
                audience(parameters.find("audience")));
        return new UserGrantToken(client, grant.get(), asked, parameters);
    }

    private @Nullable String audience(@Nullable String asked) {
        if (asked == null || asked.equals(ownAudience)) {
            return null;
        }
        if (!audiences.contains(asked)) {
            throw TokenErrors.accessDenied("Service not found: " + asked);
        }
        return asked;
    }

    private static Set<String> scopes(@Nullable String asked) {
        return asked == null
                ? Set.of()
                : Arrays.stream(asked.split(" "))
                        .filter(scope -> !scope.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
