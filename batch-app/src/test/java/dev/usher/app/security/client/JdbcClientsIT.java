package dev.usher.app.security.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.PostgresExtension;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcClientsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final DataSource database = POSTGRES.migratedDatabase().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Clients clients =
            new JdbcClients(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)), new SecureRandom());

    @AfterEach
    void removeClients() {
        jdbc.sql("DELETE FROM clients").update();
    }

    @Test
    void makesIdsAndSecretsAsAuth0Does() {
        var made = clients.create("sync", EnumSet.of(Scope.READ_USERS));

        assertThat(made.clientId()).matches("[A-Za-z0-9]{32}");
        assertThat(made.secret()).matches("[A-Za-z0-9_-]{64}");
    }

    @Test
    void storesNoSecret() {
        var made = clients.create("sync", EnumSet.of(Scope.READ_USERS));

        var stored =
                jdbc.sql("SELECT c::text FROM clients AS c").query(String.class).single();
        assertThat(stored).contains(made.clientId()).doesNotContain(made.secret());
        assertThat(ClientSecrets.matches(made.secret(), hash(made.clientId()))).isTrue();
    }

    @Test
    void listsInTheOrderInWhichTheyWereMade() {
        clients.create("b", Scope.all());
        clients.create("a", EnumSet.of(Scope.UPDATE_JOBS, Scope.READ_USERS));

        assertThat(clients.list()).extracting(Client::name).containsExactly("b", "a");
        assertThat(clients.list().get(0).scopes()).isEqualTo(Scope.all());
        assertThat(clients.list().get(1).scopes()).containsExactly(Scope.READ_USERS, Scope.UPDATE_JOBS);
        assertThat(clients.list().get(1).rotatedAt()).isEmpty();
    }

    @Test
    void replacesASecret() {
        var old = clients.create("sync", EnumSet.of(Scope.READ_USERS));

        var rotated = clients.rotate(old.clientId()).orElseThrow();

        assertThat(rotated.clientId()).isEqualTo(old.clientId());
        assertThat(ClientSecrets.matches(rotated.secret(), hash(old.clientId())))
                .isTrue();
        assertThat(ClientSecrets.matches(old.secret(), hash(old.clientId()))).isFalse();
        assertThat(clients.find(old.clientId()).orElseThrow().rotatedAt()).isPresent();
        assertThat(clients.rotate("nobody")).isEmpty();
    }

    @Test
    void deletes() {
        var made = clients.create("sync", EnumSet.of(Scope.READ_USERS));

        assertThat(clients.delete(made.clientId())).isTrue();
        assertThat(clients.delete(made.clientId())).isFalse();
        assertThat(clients.find(made.clientId())).isEmpty();
        assertThat(clients.findSecretHash(made.clientId())).isEmpty();
    }

    @Test
    void bringsADeclaredClientUpToWhatIsDeclared() {
        clients.declare(new ClientCredentials("chosen", "s1"), "declared", EnumSet.of(Scope.READ_USERS));
        clients.declare(new ClientCredentials("chosen", "s1"), "declared", Scope.all());
        assertThat(clients.find("chosen").orElseThrow().scopes()).isEqualTo(Scope.all());
        assertThat(clients.find("chosen").orElseThrow().rotatedAt()).isEmpty();

        clients.declare(new ClientCredentials("chosen", "s2"), "declared", Scope.all());
        assertThat(clients.find("chosen").orElseThrow().rotatedAt()).isPresent();
        assertThat(ClientSecrets.matches("s2", hash("chosen"))).isTrue();
    }

    /** Whoever takes a secret out of the configuration believes that it is no good any more. */
    @Test
    void deletesWhatWasDeclaredBefore() {
        var made = clients.create("by hand", Scope.all());
        clients.declare(new ClientCredentials("first", "s1"), "declared", Scope.all());
        assertThat(clients.declare(new ClientCredentials("first", "s1"), "declared", Scope.all()))
                .isEmpty();

        assertThat(clients.declare(new ClientCredentials("second", "s2"), "declared", Scope.all()))
                .containsExactly("first");
        assertThat(clients.list()).extracting(Client::clientId).containsExactly(made.clientId(), "second");
    }

    @Test
    void aClientThatWasMadeByHandCanBeDeclaredLater() {
        var made = clients.create("by hand", Scope.all());

        clients.declare(new ClientCredentials(made.clientId(), made.secret()), "declared", Scope.all());
        assertThat(clients.declare(new ClientCredentials("other", "s"), "declared", Scope.all()))
                .containsExactly(made.clientId());
    }

    @Test
    void makesOneFirstClientHoweverManyTry() throws Exception {
        var made = inParallel(8, () -> clients.createFirst("first client", Scope.all()));

        assertThat(made.stream().filter(Optional::isPresent)).hasSize(1);
        assertThat(clients.list()).hasSize(1);
        assertThat(clients.createFirst("first client", Scope.all())).isEmpty();
    }

    @Test
    void skipsScopesOfANewerVersion() {
        clients.create("sync", EnumSet.of(Scope.READ_USERS));
        jdbc.sql("UPDATE clients SET scopes = scopes || '{fly:planes}'").update();

        assertThat(clients.list().get(0).scopes()).containsExactly(Scope.READ_USERS);
    }

    private String hash(String clientId) {
        return clients.findSecretHash(clientId).orElseThrow();
    }

    private static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        var results = new ArrayList<T>();
        var threads = Executors.newFixedThreadPool(times);
        try {
            for (var future : threads.invokeAll(Collections.nCopies(times, call))) {
                results.add(future.get());
            }
        } finally {
            threads.shutdown();
        }
        return results;
    }
}
