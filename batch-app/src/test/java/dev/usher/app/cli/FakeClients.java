package dev.usher.app.cli;

import dev.usher.app.security.client.Client;
import dev.usher.app.security.client.ClientCredentials;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Clients in memory, with ids and secrets that count up. */
final class FakeClients implements Clients {

    private final Map<String, Client> all = new LinkedHashMap<>();
    private int secrets;

    @Override
    public List<Client> list() {
        return List.copyOf(all.values());
    }

    @Override
    public Optional<Client> find(String clientId) {
        return Optional.ofNullable(all.get(clientId));
    }

    @Override
    public Optional<String> findSecretHash(String clientId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientCredentials create(String name, Set<Scope> scopes) {
        var id = "client" + (all.size() + 1);
        all.put(id, new Client(id, name, scopes, Instant.EPOCH, Optional.empty()));
        return credentials(id);
    }

    @Override
    public Optional<ClientCredentials> createFirst(String name, Set<Scope> scopes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> declare(ClientCredentials chosen, String name, Set<Scope> scopes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ClientCredentials> rotate(String clientId) {
        return find(clientId).map(client -> {
            all.put(
                    clientId,
                    new Client(
                            clientId,
                            client.name(),
                            client.scopes(),
                            client.createdAt(),
                            Optional.of(Instant.EPOCH.plusSeconds(60))));
            return credentials(clientId);
        });
    }

    @Override
    public boolean delete(String clientId) {
        return all.remove(clientId) != null;
    }

    private ClientCredentials credentials(String id) {
        secrets++;
        return new ClientCredentials(id, "secret" + secrets);
    }
}
