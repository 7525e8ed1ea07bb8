package dev.usher.jobs.importing.summary;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where balances are computed. */
@Configuration(proxyBeanMethods = false)
public class ImportSummariesConfiguration {

    @Bean
    ImportSummaries importSummaries(JdbcClient jdbc) {
        return new JdbcImportSummaries(jdbc);
    }
}
