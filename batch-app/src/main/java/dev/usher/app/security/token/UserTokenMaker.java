package dev.usher.app.security.token;

import dev.usher.app.login.Login;
import dev.usher.app.users.ShownColumns;
import dev.usher.app.users.UserService;
import dev.usher.jobs.profile.UserColumn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/**
 * Makes the tokens of users. None of them opens the Management API: that wants tokens of clients, made for it. Shared by all
 * threads.
 */
final class UserTokenMaker {

    private static final Duration ID_LIFE = Duration.ofHours(10);

    private static final Map<String, Set<UserColumn>> CLAIMS = Map.of(
            "profile",
            EnumSet.of(
                    UserColumn.NICKNAME,
                    UserColumn.NAME,
                    UserColumn.GIVEN_NAME,
                    UserColumn.FAMILY_NAME,
                    UserColumn.PICTURE,
                    UserColumn.UPDATED_AT),
            "email",
            EnumSet.of(UserColumn.EMAIL, UserColumn.EMAIL_VERIFIED),
            "phone",
            EnumSet.of(UserColumn.PHONE_NUMBER, UserColumn.PHONE_VERIFIED));

    private final JwtEncoder encoder;
    private final UserService users;
    private final TokenProperties properties;
    private final InstantSource clock;

    UserTokenMaker(JwtEncoder encoder, UserService users, TokenProperties properties, InstantSource clock) {
        this.encoder = encoder;
        this.users = users;
        this.properties = properties;
        this.clock = clock;
    }

    OAuth2AccessToken access(Login login) {
        var now = now();
        var expiry = now.plus(properties.tokenLifetime());
        var claims = claims(login, now, expiry)
                .audience(audiences(login))
                .claim("azp", login.clientId())
                .claim("scope", String.join(" ", login.scopes()))
                .claim("gty", UserTokens.GRANT)
                .build();
        return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, signed(claims), now, expiry, login.scopes());
    }

    String id(Login login) {
        var now = now();
        var claims = claims(login, now, now.plus(ID_LIFE)).audience(List.of(login.clientId()));
        var columns = EnumSet.noneOf(UserColumn.class);
        login.scopes().forEach(scope -> columns.addAll(CLAIMS.getOrDefault(scope, Set.of())));
        if (!columns.isEmpty()) {
            users.require(login.userId(), ShownColumns.only(columns))
                    .values()
                    .forEach((name, value) ->
                            claims.claim(name.equals("phone_verified") ? "phone_number_verified" : name, value));
        }
        return signed(claims.build());
    }

    private JwtClaimsSet.Builder claims(Login login, Instant now, Instant expiry) {
        return JwtClaimsSet.builder()
                .issuer(properties.issuer())
                .subject(login.userId())
                .issuedAt(now)
                .expiresAt(expiry)
                .claim("sid", login.sessionId());
    }

    private List<String> audiences(Login login) {
        var audiences = new ArrayList<String>();
        if (login.audience() != null) {
            audiences.add(login.audience());
        }
        if (login.audience() == null || login.scopes().contains("openid")) {
            audiences.add(properties.userInfoAudience());
        }
        return audiences;
    }

    private String signed(JwtClaimsSet claims) {
        var header = JwsHeader.with(SignatureAlgorithm.RS256).type("JWT").build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
