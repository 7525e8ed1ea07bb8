package dev.usher.app.credentials;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Where password hashes are looked up. */
@Configuration(proxyBeanMethods = false)
public class CredentialsConfiguration {

    @Bean
    StoredHashes storedHashes(JdbcClient jdbc, JsonMapper json) {
        return new JdbcStoredHashes(jdbc, json);
    }
}
