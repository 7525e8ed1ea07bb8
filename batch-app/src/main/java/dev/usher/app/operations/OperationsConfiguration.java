package dev.usher.app.operations;

import dev.usher.app.launch.FollowUps;
import dev.usher.app.launch.Housekeeping;
import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRemoval;
import dev.usher.app.launch.ServerStore;
import dev.usher.app.launch.Submissions;
import dev.usher.jobs.exporting.ExportLeftovers;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.ImportLeftovers;
import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.fetch.SourceSettling;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
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
            SourceSettling sources,
            FollowUps followUps,
            ObjectProvider<JobLaunchService> launch,
            FileStore store,
            Optional<ServerStore> server,
            Clock clock,
            RetentionProperties properties) {
        var cleaner = new RetentionCleaner(
                jdbc,
                importLeftovers,
                exportLeftovers,
                rejects,
                sources,
                removal,
                submissions,
                store,
                server,
                clock,
                properties);
        return new IndependentHousekeeping(List.of(
                sources::settleAll,
                // Only servers run what is submitted to them. Found when it is needed, because what launches jobs
                // tidies up after them.
                () -> server.ifPresent(here -> followUps.submitDue(launch.getObject())),
                cleaner));
    }
}
