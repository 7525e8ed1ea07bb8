package dev.usher.jobs.importing.mirror;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where it is kept who is missing from the files of imports. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MirrorProperties.class)
public class MirrorConfiguration {

    @Bean
    Mirrors mirrors(JdbcClient jdbc) {
        return new Mirrors(jdbc);
    }

    @Bean
    MirrorRanges mirrorRanges(JdbcClient jdbc) {
        return new MirrorRanges(jdbc);
    }
}
