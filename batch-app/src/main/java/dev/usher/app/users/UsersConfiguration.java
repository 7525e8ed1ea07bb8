package dev.usher.app.users;

import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.credential.verify.PasswordGate;
import dev.usher.jobs.credential.verify.PasswordHasher;
import dev.usher.jobs.postgres.LockingTransactions;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where users are read and written one by one. */
@Configuration(proxyBeanMethods = false)
public class UsersConfiguration {

    @Bean
    PasswordGate passwordGate() {
        return PasswordGate.ofThisMachine();
    }

    @Bean
    LockingTransactions lockingTransactions(PlatformTransactionManager transactions, JdbcClient jdbc) {
        return new LockingTransactions(new TransactionTemplate(transactions), jdbc);
    }

    @Bean
    UserService userService(
            JdbcClient jdbc,
            Connections connections,
            PlatformTransactionManager transactions,
            LockingTransactions locking,
            PasswordGate gate,
            Clock clock) {
        var random = new SecureRandom();
        var users = new JdbcUsers(jdbc, clock, random);
        var passwords = new Passwords(new PasswordHasher(random), gate, exactNumbers());
        return new UserService(
                new JdbcUserProfiles(jdbc),
                new JdbcUserSearch(jdbc, connections, transactions),
                users,
                new UserCreation(users, connections, passwords),
                new UserChanges(users, connections, passwords, new MetadataMerge(exactNumbers())),
                new IdentityLinks(users, connections),
                locking);
    }

    private static JsonMapper exactNumbers() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
