package dev.usher.jobs.importing.split;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Where it is kept how far a file has been read. */
@Configuration(proxyBeanMethods = false)
public class FilePartsConfiguration {

    @Bean
    FileParts fileParts(JdbcClient jdbc, JsonMapper json) {
        return new JdbcFileParts(jdbc, json);
    }
}
