package dev.usher.jobs.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.testkit.PostgresExtension;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcConnectionsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Strategy DATABASE = Strategy.of("auth0");
    private static final ConnectionOptions CHOSEN = new ConnectionOptions(
            true, 3, 20, SetUserRootAttributes.NEVER_ON_LOGIN, List.of("given_name", "app_metadata.plan"));

    private final JdbcClient jdbc =
            JdbcClient.create(POSTGRES.migratedDatabase().dataSource());
    private final JdbcConnections connections = new JdbcConnections(
            jdbc,
            new TransactionTemplate(
                    new JdbcTransactionManager(POSTGRES.migratedDatabase().dataSource())),
            new Random(7));

    @AfterEach
    void removeWhatTestsMade() {
        jdbc.sql("DELETE FROM users").update();
        jdbc.sql("DELETE FROM jobs").update();
        jdbc.sql("DELETE FROM connections WHERE name <> 'Username-Password-Authentication'")
                .update();
    }

    @Test
    void oneDatabaseIsThereFromTheStart() {
        assertThat(connections.list()).singleElement().satisfies(c -> {
            assertThat(c.name()).isEqualTo("Username-Password-Authentication");
            assertThat(c.strategy()).isEqualTo(DATABASE);
            assertThat(c.options()).isEqualTo(ConnectionOptions.DEFAULTS);
        });
    }

    @Test
    void findsByNameAndById() {
        var created = connections.create("acme", DATABASE, CHOSEN);

        assertThat(created.id()).matches("con_[A-Za-z0-9]{16}");
        assertThat(connections.find("acme")).contains(created);
        assertThat(connections.find(created.id())).contains(created);
        assertThat(connections.find("ACME")).isEmpty();
    }

    @Test
    void missingOptionsHaveTheirDefaults() {
        var id = connections.create("acme", DATABASE, CHOSEN).id();
        jdbc.sql("UPDATE connections SET options = '{\"requires_username\": true, \"added_later\": 1}' WHERE id = :id")
                .param("id", id)
                .update();

        assertThat(connections.find(id).orElseThrow().options())
                .isEqualTo(new ConnectionOptions(true, 1, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of()));
    }

    @Test
    void refusesANameTwice() {
        connections.create("acme", DATABASE, CHOSEN);

        assertThatThrownBy(() -> connections.create("acme", Strategy.of("sms"), CHOSEN))
                .isInstanceOf(ConnectionConflictException.class)
                .hasMessage("There is a connection 'acme' already. Choose another name, or change that one.");
    }

    @Test
    void replacesOptions() {
        var created = connections.create("acme", DATABASE, ConnectionOptions.DEFAULTS);

        assertThat(connections.updateOptions(created.id(), CHOSEN))
                .isEqualTo(new Connection(created.id(), "acme", DATABASE, CHOSEN));
    }

    @Test
    void deletesWhatIsUnused() {
        var id = connections.create("acme", DATABASE, CHOSEN).id();

        connections.delete(id);

        assertThat(connections.find(id)).isEmpty();
        assertThatThrownBy(() -> connections.delete(id)).isInstanceOf(ConnectionConflictException.class);
        assertThatThrownBy(() -> connections.updateOptions(id, CHOSEN)).isInstanceOf(ConnectionConflictException.class);
    }

    @Test
    void keepsAConnectionWithUsers() {
        var id = connections.create("acme", DATABASE, CHOSEN).id();
        jdbc.sql("""
                        INSERT INTO users (user_id, connection_id, created_at, updated_at, email_is_unique)
                        VALUES ('auth0|1', :id, now(), now(), true)
                        """).param("id", id).update();

        assertThatThrownBy(() -> connections.delete(id))
                .isInstanceOf(ConnectionConflictException.class)
                .hasMessageContaining("'acme' has users")
                .hasMessageContaining("DELETE FROM users WHERE connection_id = '" + id + "'");
    }

    @Test
    void keepsAConnectionIntoWhichAJobImports() {
        var id = connections.create("acme", DATABASE, CHOSEN).id();
        jdbc.sql("""
                        INSERT INTO jobs (id, type, status, connection_id, connection, request)
                        VALUES ('job_0000000000000001', 'users_import', 'pending', :id, 'acme', '{}')
                        """).param("id", id).update();

        assertThatThrownBy(() -> connections.delete(id))
                .isInstanceOf(ConnectionConflictException.class)
                .hasMessageContaining("The job job_0000000000000001 imports", "stop it first");
    }

    @Test
    void declaredConnectionsAreMadeAndKeptUpToDate() {
        var declared = new DeclaredConnections(connections);

        declared.apply(List.of(declaration("acme", "auth0", 1)));
        declared.apply(List.of(declaration("acme", "auth0", 4)));

        assertThat(connections.find("acme").orElseThrow().options().usernameMinLength())
                .isEqualTo(4);
        assertThatThrownBy(() -> declared.apply(List.of(declaration("acme", "sms", 1))))
                .isInstanceOf(ConnectionConflictException.class)
                .hasMessageContaining("declared with the strategy sms, but it exists with auth0");
    }

    @Test
    void refusesDeclarationsThatNoRowCanMeet() {
        var declared = new DeclaredConnections(connections);

        assertThatThrownBy(() -> declared.apply(List.of(declaration("acme", "samlp", 4))))
                .isInstanceOf(ConnectionConflictException.class)
                .hasMessageStartingWith(
                        "The connection 'acme' is declared wrongly: Only database connections (auth0) have usernames");
        assertThat(connections.find("acme")).isEmpty();
    }

    private static ConnectionsProperties.Declared declaration(String name, String strategy, int minLength) {
        return new ConnectionsProperties.Declared(
                name,
                strategy,
                new ConnectionsProperties.Options(
                        strategy.equals("auth0"),
                        minLength,
                        15,
                        SetUserRootAttributes.ON_EACH_LOGIN,
                        List.of("given_name"),
                        PasswordOptions.DEFAULTS.policy(),
                        PasswordOptions.DEFAULTS.minLength(),
                        PasswordOptions.DEFAULTS.hash(),
                        PasswordOptions.DEFAULTS.bcryptCost()));
    }
}
