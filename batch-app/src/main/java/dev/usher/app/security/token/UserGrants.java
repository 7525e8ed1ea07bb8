package dev.usher.app.security.token;

import dev.usher.app.login.LoginProperties;
import dev.usher.app.login.LoginService;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.app.users.UserService;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.security.oauth2.jwt.JwtEncoder;

/** What the token endpoint needs to give tokens of users. */
final class UserGrants {

    private final LoginService logins;
    private final UserService users;
    private final TokenProperties properties;
    private final Set<String> audiences;
    private final InstantSource clock;

    /** @throws WrongSettingException if tokens of users would be good where those of clients are */
    UserGrants(
            LoginService logins,
            LoginProperties settings,
            UserService users,
            TokenProperties properties,
            InstantSource clock) {
        this.logins = logins;
        this.users = users;
        this.properties = properties;
        this.audiences = Set.copyOf(settings.audiences());
        this.clock = clock;
        if (properties.isExternal()) {
            throw new WrongSettingException(
                    "usher.login.enabled and usher.security.external-issuer are both given; users log in where tokens are"
                            + " issued: leave one out");
        }
        if (audiences.contains(properties.audience())) {
            throw new WrongSettingException("usher.login.audiences holds " + properties.audience()
                    + ", which is for the tokens of clients: take it out");
        }
    }

    UserGrantConverter converter() {
        return new UserGrantConverter(properties.userInfoAudience(), audiences);
    }

    UserGrantProvider provider(JwtEncoder encoder) {
        return new UserGrantProvider(logins, new UserTokenMaker(encoder, users, properties, clock));
    }
}
