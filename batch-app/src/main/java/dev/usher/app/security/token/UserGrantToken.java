package dev.usher.app.security.token;

import dev.usher.app.login.LoginRequest;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** A request for the token of a user, by a client that gave its secret. */
final class UserGrantToken extends AbstractAuthenticationToken {

    private final OAuth2ClientAuthenticationToken client;
    private final UserGrant grant;
    private final transient LoginRequest request;
    private final transient UserGrant.Parameters parameters;

    UserGrantToken(
            OAuth2ClientAuthenticationToken client,
            UserGrant grant,
            LoginRequest request,
            UserGrant.Parameters parameters) {
        super(List.of());
        this.client = client;
        this.grant = grant;
        this.request = request;
        this.parameters = parameters;
    }

    UserGrant grant() {
        return grant;
    }

    LoginRequest request() {
        return request;
    }

    UserGrant.Parameters parameters() {
        return parameters;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public OAuth2ClientAuthenticationToken getPrincipal() {
        return client;
    }
}
