package dev.usher.app.security.client;

import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The clients, for the server that asks for their secrets and for the commands that look after them. */
@Configuration(proxyBeanMethods = false)
public class ClientsConfiguration {

    /** The source of secrets is no bean: nobody can put another in its place. */
    @Bean
    Clients clients(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new JdbcClients(jdbc, new TransactionTemplate(transactions), new SecureRandom());
    }
}
