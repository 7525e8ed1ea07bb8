package dev.usher.app.security.client;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The clients of a database. Shared by all threads; any number of processes may change them at the same time. */
public interface Clients {

    /** In the order in which they were made. */
    List<Client> list();

    Optional<Client> find(String clientId);

    /** The hash of the client's secret, as {@link ClientSecrets#hash} makes it. */
    Optional<String> findSecretHash(String clientId);

    /** @return the credentials; the secret can't be read again */
    ClientCredentials create(String name, Set<Scope> scopes);

    /** Creates a client unless there is any; of several processes that try at the same time, one does. */
    Optional<ClientCredentials> createFirst(String name, Set<Scope> scopes);

    /**
     * Brings a client whose secret somebody else chose up to this: creates it, or replaces its secret and scopes. What was
     * declared before under another id is deleted: whoever takes a secret out of a configuration believes it is no good any
     * more.
     *
     * @return the ids of those that were deleted
     */
    List<String> declare(ClientCredentials chosen, String name, Set<Scope> scopes);

    /** Replaces the secret; tokens that were issued stay good. Empty if there is no such client. */
    Optional<ClientCredentials> rotate(String clientId);

    /** Deletes a client, and with it all its tokens. Whether there was one. */
    boolean delete(String clientId);
}
