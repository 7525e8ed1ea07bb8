package dev.usher.app;

import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.FileStoreProperties;
import dev.usher.jobs.file.LocalFileStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a process has one of: its clock, its source of randomness, its folder for files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FileStoreProperties.class)
class ProcessConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    /** A folder for each database: what one knows nothing of may be the input of another's job. */
    @Bean
    FileStore fileStore(FileStoreProperties properties, JdbcClient jdbc) {
        var folder =
                jdbc.sql("SELECT name FROM file_folder").query(String.class).single();
        return new LocalFileStore(properties.folder().resolve(folder), UUID::randomUUID);
    }
}
