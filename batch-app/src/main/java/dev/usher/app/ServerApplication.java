package dev.usher.app;

import dev.usher.app.rest.RestConfiguration;
import dev.usher.app.security.SecurityConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The application behind {@code usher serve}: what a command has, and what is reached over HTTP. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({CoreConfiguration.class, SecurityConfiguration.class, RestConfiguration.class})
class ServerApplication {}
