package dev.usher.app.security.token;

import dev.usher.app.login.Login;
import dev.usher.app.login.LoginException;
import dev.usher.app.login.LoginService;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.postgres.SqlState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.transaction.TransactionException;

/** Logs a user in for a client that may do so, and makes the tokens of that. */
final class UserGrantProvider implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(UserGrantProvider.class);

    private final LoginService logins;
    private final UserTokenMaker tokens;

    UserGrantProvider(LoginService logins, UserTokenMaker tokens) {
        this.logins = logins;
        this.tokens = tokens;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var asked = (UserGrantToken) authentication;
        var client = Objects.requireNonNull(asked.getPrincipal().getRegisteredClient());
        if (!client.getScopes().contains(Scope.LOGIN_USERS.literal())) {
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
                    "Grant type '" + asked.grant().literal() + "' not allowed for the client.",
                    null));
        }
        try {
            return asked.grant()
                    .perform(
                            logins,
                            asked.request(),
                            asked.parameters(),
                            login -> answer(client, asked.getPrincipal(), login));
        } catch (LoginException e) {
            throw RefusedLogin.of(e);
        } catch (DataAccessException | TransactionException e) {
            if (e instanceof TransientDataAccessException || SqlState.isTransient(e)) {
                LOG.warn("The database was away, or too busy for a login", e);
                throw RefusedLogin.busy();
            }
            throw e;
        }
    }

    private Authentication answer(RegisteredClient client, Authentication principal, Login login) {
        var access = tokens.access(login);
        return new OAuth2AccessTokenAuthenticationToken(
                client, principal, access, refreshToken(login, access.getIssuedAt()), others(login));
    }

    private Map<String, Object> others(Login login) {
        var others = new HashMap<String, Object>();
        if (login.scopes().contains("openid")) {
            others.put(OidcParameterNames.ID_TOKEN, tokens.id(login));
        }
        if (login.recoveryCode() != null) {
            others.put(TokenAnswers.RECOVERY_CODE, login.recoveryCode());
        }
        return others;
    }

    private static @Nullable OAuth2RefreshToken refreshToken(Login login, @Nullable Instant now) {
        return login.refreshToken() == null ? null : new OAuth2RefreshToken(login.refreshToken(), now);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UserGrantToken.class.isAssignableFrom(authentication);
    }
}
