package dev.usher.app.operations;

import dev.usher.app.launch.Housekeeping;
import dev.usher.app.launch.JobRemoval;
import dev.usher.app.launch.ServerStore;
import dev.usher.app.launch.Submissions;
import dev.usher.jobs.exporting.ExportLeftovers;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.ImportLeftovers;
import dev.usher.jobs.importing.RejectedRecords;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keeps an installation tidy. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
public class OperationsConfiguration {

    @Bean
    Housekeeping retentionCleaner(
            JdbcClient jdbc,
            ImportLeftovers importLeftovers,
            ExportLeftovers exportLeftovers,
            RejectedRecords rejects,
            JobRemoval removal,
            Submissions submissions,
            FileStore store,
            Optional<ServerStore> server,
            Clock clock,
            RetentionProperties properties) {
        return new RetentionCleaner(
                jdbc,
                importLeftovers,
                exportLeftovers,
                rejects,
                removal,
                submissions,
                store,
                server,
                clock,
                properties);
    }
}
