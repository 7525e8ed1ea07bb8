package dev.usher.app.status;

import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.rejection.RowErrors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Where the state of jobs is read. */
@Configuration(proxyBeanMethods = false)
public class StatusConfiguration {

    @Bean
    JobStatusService jobStatusService(JdbcClient jdbc, RowErrors errors, JsonMapper json) {
        return new JdbcJobStatusService(jdbc, errors, json);
    }

    @Bean
    JobRejects jobRejects(JobStatusService status, RejectedRecords rejects) {
        return new GatheredJobRejects(status, rejects);
    }
}
