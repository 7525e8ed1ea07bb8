package dev.usher.jobs.search;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** What searches want of the database. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {

    @Bean
    SearchIndexes searchIndexes(JdbcTemplate jdbc) {
        return new JdbcSearchIndexes(jdbc);
    }
}
