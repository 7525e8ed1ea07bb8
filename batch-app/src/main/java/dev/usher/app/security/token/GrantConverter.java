package dev.usher.app.security.token;

import static java.util.stream.Collectors.toCollection;

import dev.usher.app.security.client.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * What a client that gave its secret asks for: which audience, which scopes.
 *
 * <p>Where no audience is named there is only one that can be meant; where no scopes are named all of the client are.
 */
final class GrantConverter implements AuthenticationConverter {

    private static final Pattern BLANKS = Pattern.compile(" +");

    private final String audience;

    /** @param audience of our tokens */
    GrantConverter(String audience) {
        this.audience = audience;
    }

    /** @throws OAuth2AuthenticationException if the client may not have it */
    @Override
    public @Nullable OAuth2ClientCredentialsAuthenticationToken convert(HttpServletRequest request) {
        if (!AuthorizationGrantType.CLIENT_CREDENTIALS
                .getValue()
                .equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))) {
            return null;
        }
        var client = (OAuth2ClientAuthenticationToken)
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        requireOurs(TokenRequest.one(request, "audience"), request);
        var granted = Objects.requireNonNull(client.getRegisteredClient()).getScopes();
        return new OAuth2ClientCredentialsAuthenticationToken(
                client, scopes(TokenRequest.one(request, OAuth2ParameterNames.SCOPE), granted), Map.of());
    }

    /** Clients that know nothing but our address make the audience of it, whatever our issuer is called. */
    private void requireOurs(@Nullable String asked, HttpServletRequest request) {
        if (asked == null || asked.isEmpty() || asked.equals(audience)) {
            return;
        }
        var address = ServletUriComponentsBuilder.fromContextPath(request)
                .path("/api/v2/")
                .build()
                .toUriString();
        if (!asked.equals(address)) {
            throw TokenErrors.accessDenied("Service not found: " + asked);
        }
    }

    /** In an order of our own, so that the same request gives the same answer. */
    private static Set<String> scopes(@Nullable String asked, Set<String> granted) {
        var scopes =
                asked == null || asked.isBlank() ? granted : Set.copyOf(Arrays.asList(BLANKS.split(asked.strip(), -1)));
        var missing = new TreeSet<>(scopes);
        missing.removeAll(granted);
        if (!missing.isEmpty()) {
            throw TokenErrors.accessDenied("Client has not been granted scopes: " + String.join(", ", missing));
        }
        return Scope.known(scopes).stream().map(Scope::literal).collect(toCollection(LinkedHashSet::new));
    }
}
