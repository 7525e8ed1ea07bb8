package dev.usher.app.rest.login;

import dev.usher.app.security.token.UserTokens;
import dev.usher.app.users.UserService;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of logins; profiles only where users may log in. */
@Configuration(proxyBeanMethods = false)
@Import({UserBlockController.class, UserAccessController.class})
public class LoginRestConfiguration {

    @Bean
    @ConditionalOnProperty("usher.login.enabled")
    ProfileController profileController(UserTokens tokens, UserService users, JsonMapper json) {
        return new ProfileController(tokens, users, json);
    }
}
