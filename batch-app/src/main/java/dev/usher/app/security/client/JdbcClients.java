package dev.usher.app.security.client;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** {@link Clients} in the table {@code clients}. */
final class JdbcClients implements Clients {

    private static final String SELECT = "SELECT client_id, name, scopes, created_at, rotated_at FROM clients";
    private static final String INSERT = """
            INSERT INTO clients (client_id, name, secret_hash, scopes, declared)
            VALUES (:id, :name, :hash, :scopes, :declared)
            """;

    /** What is declared is looked at with each start: only another secret is a rotation. */
    private static final String OR_UPDATE = """
            ON CONFLICT (client_id) DO UPDATE
               SET secret_hash = excluded.secret_hash,
                   scopes = excluded.scopes,
                   declared = excluded.declared,
                   rotated_at = CASE WHEN clients.secret_hash = excluded.secret_hash THEN clients.rotated_at ELSE now() END
             WHERE (clients.secret_hash, clients.scopes, clients.declared)
                   IS DISTINCT FROM (excluded.secret_hash, excluded.scopes, excluded.declared)
            """;

    private static final String DELETE_FORMER =
            "DELETE FROM clients WHERE declared AND client_id <> :id RETURNING client_id";

    private static final String ROTATE = """
            UPDATE clients SET secret_hash = :hash, rotated_at = now() WHERE client_id = :id
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final SecureRandom random;

    JdbcClients(JdbcClient jdbc, TransactionOperations transactions, SecureRandom random) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.random = random;
    }

    @Override
    public List<Client> list() {
        return jdbc.sql(SELECT + " ORDER BY created_at, client_id")
                .query(JdbcClients::map)
                .list();
    }

    @Override
    public Optional<Client> find(String clientId) {
        return jdbc.sql(SELECT + " WHERE client_id = :id")
                .param("id", clientId)
                .query(JdbcClients::map)
                .optional();
    }

    @Override
    public Optional<String> findSecretHash(String clientId) {
        return jdbc.sql("SELECT secret_hash FROM clients WHERE client_id = :id")
                .param("id", clientId)
                .query(String.class)
                .optional();
    }

    @Override
    public ClientCredentials create(String name, Set<Scope> scopes) {
        var credentials = ClientSecrets.generate(random);
        insert(INSERT, credentials, name, scopes, false);
        return credentials;
    }

    @Override
    public Optional<ClientCredentials> createFirst(String name, Set<Scope> scopes) {
        var made = transactions.execute(status -> {
            jdbc.sql("LOCK TABLE clients IN SHARE ROW EXCLUSIVE MODE").update();
            boolean any = jdbc.sql("SELECT EXISTS (SELECT FROM clients)")
                    .query(Boolean.class)
                    .single();
            return any ? Optional.<ClientCredentials>empty() : Optional.of(create(name, scopes));
        });
        return Objects.requireNonNull(made);
    }

    @Override
    public List<String> declare(ClientCredentials chosen, String name, Set<Scope> scopes) {
        var former = transactions.execute(status -> {
            insert(INSERT + OR_UPDATE, chosen, name, scopes, true);
            return jdbc.sql(DELETE_FORMER)
                    .param("id", chosen.clientId())
                    .query(String.class)
                    .list();
        });
        return Objects.requireNonNull(former);
    }

    @Override
    public Optional<ClientCredentials> rotate(String clientId) {
        var credentials = new ClientCredentials(clientId, ClientSecrets.secret(random));
        int rows = jdbc.sql(ROTATE)
                .param("id", clientId)
                .param("hash", ClientSecrets.hash(credentials.secret()))
                .update();
        return rows == 0 ? Optional.empty() : Optional.of(credentials);
    }

    @Override
    public boolean delete(String clientId) {
        return jdbc.sql("DELETE FROM clients WHERE client_id = :id")
                        .param("id", clientId)
                        .update()
                > 0;
    }

    private void insert(String sql, ClientCredentials credentials, String name, Set<Scope> scopes, boolean declared) {
        jdbc.sql(sql)
                .param("id", credentials.clientId())
                .param("name", name)
                .param("hash", ClientSecrets.hash(credentials.secret()))
                .param("scopes", scopes.stream().map(Scope::literal).toArray(String[]::new))
                .param("declared", declared)
                .update();
    }

    private static Client map(ResultSet row, int number) throws SQLException {
        return new Client(
                row.getString("client_id"),
                row.getString("name"),
                Scope.known(List.of((String[]) row.getArray("scopes").getArray())),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("rotated_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
