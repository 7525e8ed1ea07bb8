package dev.usher.app.security.token;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The stored keys, for the server and for the command that rotates them. */
@Configuration(proxyBeanMethods = false)
public class KeysConfiguration {

    /** Most commands never need it, and need not wait for its classes. */
    @Bean
    @Lazy
    SigningKeys signingKeys(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new JdbcSigningKeys(jdbc, new TransactionTemplate(transactions));
    }
}
