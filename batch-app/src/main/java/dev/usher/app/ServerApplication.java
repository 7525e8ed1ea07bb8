package dev.usher.app;

import dev.usher.app.launch.RunnerConfiguration;
import dev.usher.app.login.LoginConfiguration;
import dev.usher.app.notice.NoticeSenderConfiguration;
import dev.usher.app.operations.ServerOperationsConfiguration;
import dev.usher.app.rest.RestConfiguration;
import dev.usher.app.schedule.SchedulerConfiguration;
import dev.usher.app.security.ManagementSecurity;
import dev.usher.app.security.SecurityConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The application behind {@code usher serve}: what a command has, and what is reached over HTTP.
 *
 * <p>Clients, keys and chains of filters are ours: Spring Boot would make keys that die with the process, and a user.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            OAuth2AuthorizationServerAutoConfiguration.class,
            OAuth2AuthorizationServerJwtAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@Import({
    CoreConfiguration.class,
    RunnerConfiguration.class,
    SchedulerConfiguration.class,
    LoginConfiguration.class,
    NoticeSenderConfiguration.class,
    ServerOperationsConfiguration.class,
    SecurityConfiguration.class,
    ManagementSecurity.class,
    RestConfiguration.class
})
class ServerApplication {}
