package dev.usher.app.security.token;

import dev.usher.app.login.Credentials;
import dev.usher.app.login.Login;
import dev.usher.app.login.LoginRequest;
import dev.usher.app.login.LoginService;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways in which a client may ask for the token of a user. */
enum UserGrant {
    PASSWORD("password") {
        @Override
        <T> T perform(LoginService logins, LoginRequest request, Parameters parameters, Function<Login, T> tokens) {
            return logins.byPassword(
                    request,
                    new Credentials(parameters.require("username"), parameters.require("password"), null),
                    tokens);
        }
    },
    PASSWORD_REALM("http://auth0.com/oauth/grant-type/password-realm") {
        @Override
        <T> T perform(LoginService logins, LoginRequest request, Parameters parameters, Function<Login, T> tokens) {
            return logins.byPassword(
                    request,
                    new Credentials(
                            parameters.require("username"),
                            parameters.require("password"),
                            parameters.require("realm")),
                    tokens);
        }
    },
    MFA_OTP("http://auth0.com/oauth/grant-type/mfa-otp") {
        @Override
        <T> T perform(LoginService logins, LoginRequest request, Parameters parameters, Function<Login, T> tokens) {
            return logins.byOtp(request, parameters.require("mfa_token"), parameters.require("otp"), tokens);
        }
    },
    MFA_RECOVERY_CODE("http://auth0.com/oauth/grant-type/mfa-recovery-code") {
        @Override
        <T> T perform(LoginService logins, LoginRequest request, Parameters parameters, Function<Login, T> tokens) {
            return logins.byRecoveryCode(
                    request, parameters.require("mfa_token"), parameters.require("recovery_code"), tokens);
        }
    },
    REFRESH_TOKEN("refresh_token") {
        @Override
        <T> T perform(LoginService logins, LoginRequest request, Parameters parameters, Function<Login, T> tokens) {
            return logins.byRefreshToken(request, parameters.require("refresh_token"), tokens);
        }
    };

    private final String literal;

    UserGrant(String literal) {
        this.literal = literal;
    }

    /**
     * @param tokens makes what the client gets of the login
     * @throws org.springframework.security.oauth2.core.OAuth2AuthenticationException if a parameter is missing
     */
    abstract <T> T perform(LoginService logins, LoginRequest request, Parameters parameters, Function<Login, T> tokens);

    String literal() {
        return literal;
    }

    static Optional<UserGrant> find(@Nullable String literal) {
        return Arrays.stream(values())
                .filter(grant -> grant.literal.equals(literal))
                .findFirst();
    }

    static Set<String> literals() {
        return Arrays.stream(values()).map(UserGrant::literal).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those of a request, by name; nothing for one that is missing. */
    record Parameters(UnaryOperator<@Nullable String> values) {

        @Nullable
        String find(String name) {
            var value = values.apply(name);
            return value == null || value.isEmpty() ? null : value;
        }

        String require(String name) {
            var value = find(name);
            if (value == null) {
                throw TokenErrors.invalidRequest("Missing required parameter: " + name);
            }
            return value;
        }
    }
}
