package dev.usher.app;

import dev.usher.jobs.connection.ConnectionsConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** All beans: ours by the configurations named here and those below this package, Spring's by its starters. */
@SpringBootApplication(proxyBeanMethods = false)
@Import(ConnectionsConfiguration.class)
class UsherApplication {}
