package dev.usher.app.login;

import dev.usher.jobs.connection.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Users as a login sees and changes them. Shared by all threads. */
interface LoginUsers {

    /**
     * Whose e-mail address or username it is, in any of the connections.
     *
     * @param identifier in lower case, as both are stored
     */
    List<StoredPassword> find(Collection<Connection> connections, String identifier);

    /** Keeps the user from being changed until the transaction of the calling thread ends. */
    Optional<LoginUser> lock(String userId);

    /** Whether the password, and whose it is, are still as they were read; asked while the user is locked. */
    boolean isCurrent(StoredPassword stored);

    /** Notes a login of the user, whichever identity's password it was, in the transaction of the calling thread. */
    void noteLogin(String userId, String ip);

    /** No import may replace a password that proved right; in the transaction of the calling thread, unless it is another by now. */
    void keep(StoredPassword stored);

    /** As {@link #keep}, and replaces the hash by another one of the same password. */
    void rehash(StoredPassword stored, NewHash hash);

    /** E-mail addresses and usernames of the user and its linked identities; empty if there is no such user. */
    List<TriedName> names(String userId);

    /** Whether there is such a user. */
    boolean exists(String userId);

    /** The secrets of the user's authenticator apps, in base32. */
    List<String> totpSecrets(String userId);

    /** Notes that a factor of the user changed. */
    void noteFactorChange(String userId);
}
