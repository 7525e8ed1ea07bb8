package dev.usher.app;

import dev.usher.jobs.connection.ConnectionsConfiguration;
import dev.usher.jobs.exporting.UserExportJobConfiguration;
import dev.usher.jobs.importing.UserImportJobConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** All beans: ours by the configurations named here and those below this package, Spring's by its starters. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({ConnectionsConfiguration.class, UserExportJobConfiguration.class, UserImportJobConfiguration.class})
class UsherApplication {}
