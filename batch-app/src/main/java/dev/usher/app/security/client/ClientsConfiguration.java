package dev.usher.app.security.client;

import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The clients, for the server that asks for their secrets and for the commands that look after them. */
@Configuration(proxyBeanMethods = false)
public class ClientsConfiguration {

    @Bean
    Clients clients(JdbcClient jdbc, PlatformTransactionManager transactions, RandomGenerator random) {
        return new JdbcClients(jdbc, new TransactionTemplate(transactions), random);
    }
}
