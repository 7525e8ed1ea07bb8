package dev.usher.jobs.importing.rejection;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the errors of rows are kept. */
@Configuration(proxyBeanMethods = false)
public class RowErrorsConfiguration {

    @Bean
    RowErrors rowErrors(DataSource dataSource) {
        return new JdbcRowErrors(dataSource);
    }
}
