package dev.usher.app.storage;

import dev.usher.app.storage.setting.UrlSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The external stores of this process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UrlSettings.class)
public class StorageConfiguration {

    @Bean
    ConfiguredStores externalStores(Environment environment, UrlSettings urls) {
        return new ConfiguredStores(new StoreBinding(environment).stores(), new AllowedUrls(urls));
    }
}
