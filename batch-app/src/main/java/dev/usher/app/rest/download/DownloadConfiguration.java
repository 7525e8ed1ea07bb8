package dev.usher.app.rest.download;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The endpoints that hand out files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DownloadProperties.class)
@Import(ExportDownloadController.class)
public class DownloadConfiguration {

    @Bean
    SignedLinks signedLinks(JdbcClient jdbc, Clock clock, DownloadProperties properties) {
        return new SignedLinks(new JdbcLinkSecret(jdbc), clock, properties.linkLifetime());
    }

    @Bean
    ExportLinks exportLinks(SignedLinks links, DownloadProperties properties) {
        return new ExportLinks(links, properties.baseUrl());
    }
}
