package dev.usher.app.notice;

import java.security.SecureRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Webhooks for whoever looks after them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
public class NoticeConfiguration {

    /** The source of secrets is no bean: nobody can put another in its place. */
    @Bean
    WebhookService webhookService(
            JdbcClient jdbc, PlatformTransactionManager transactions, WebhookProperties properties) {
        return new WebhookService(
                new JdbcWebhooks(jdbc, new TransactionTemplate(transactions)),
                new JdbcDeliveries(jdbc),
                AllowedReceivers.of(properties),
                new SecureRandom());
    }
}
