package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.file.FileStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where files of sources are chosen, copied and settled; without external stores there is nothing to do for it. */
@Configuration(proxyBeanMethods = false)
public class FileFetchConfiguration {

    @Bean
    TakenFiles takenFiles(JdbcClient jdbc) {
        return new JdbcTakenFiles(jdbc);
    }

    @Bean
    FileFetch fileFetch(
            ObjectProvider<ExternalStores> stores,
            FileStore files,
            TakenFiles taken,
            PlatformTransactionManager transactions) {
        return new FileFetch(
                stores.getIfAvailable(ExternalStores::none), files, taken, new TransactionTemplate(transactions));
    }

    @Bean
    SourceSettling sourceSettling(JdbcClient jdbc, ObjectProvider<ExternalStores> stores) {
        return new SourceSettling(jdbc, stores.getIfAvailable(ExternalStores::none));
    }
}
