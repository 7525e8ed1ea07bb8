package dev.usher.app.rest.job;

import dev.usher.app.schedule.JobOrders;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.file.FileStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What understands requests of jobs; also in a process of the command line, where schedules are made. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportProperties.class)
public class JobRequestsConfiguration {

    @Bean
    ImportRequests importRequests(
            Connections connections, FileStore files, JsonMapper json, ImportProperties properties) {
        return new ImportRequests(connections, files, json, properties);
    }

    @Bean
    ExportRequests exportRequests(Connections connections, FileStore files) {
        return new ExportRequests(connections, files);
    }

    @Bean
    JobOrders jobOrders(Connections connections, ImportRequests imports, ExportRequests exports) {
        return new RestJobOrders(connections, imports, exports);
    }
}
