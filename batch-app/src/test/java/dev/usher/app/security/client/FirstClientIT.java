package dev.usher.app.security.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.usher.jobs.testkit.PostgresExtension;
import java.security.SecureRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the configuration declares, from one start of a server to the next. */
class FirstClientIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final DataSource database = POSTGRES.migratedDatabase().dataSource();
    private final Clients clients = new JdbcClients(
            JdbcClient.create(database),
            new TransactionTemplate(new JdbcTransactionManager(database)),
            new SecureRandom());
    private final Logger logger = (Logger) LoggerFactory.getLogger(FirstClient.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    @Test
    void aStartThatDeclaresAnotherClientDeletesTheFormerAndSaysSo() {
        start("former");
        start("former");
        assertThat(log.list).isEmpty();

        start("present");

        assertThat(clients.list()).extracting(Client::clientId).containsExactly("present");
        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("former")
                .doesNotContain(SECRET, ClientSecrets.hash(SECRET));
    }

    private void start(String declared) {
        assertThat(FirstClient.of(new FirstClientProperties(declared, SECRET, ""), clients)
                        .take())
                .isEmpty();
    }
}
