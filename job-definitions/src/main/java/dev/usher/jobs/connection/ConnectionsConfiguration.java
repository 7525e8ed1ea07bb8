package dev.usher.jobs.connection;

import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The connections of the database, brought up to what the configuration declares. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionsProperties.class)
public class ConnectionsConfiguration {

    @Bean
    Connections connections(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            RandomGenerator random,
            ConnectionsProperties declared) {
        var connections = new JdbcConnections(jdbc, new TransactionTemplate(transactions), random);
        new DeclaredConnections(connections).apply(declared.connections());
        return connections;
    }
}
