package dev.usher.app.login;

import java.util.Collection;
import java.util.List;

/**
 * Wrong passwords in a row, of each name in each connection from each address; and the blocks that they become. Shared by all threads; any number
 * of servers may count at the same time.
 *
 * <p>Wrong second factors are counted for the user as well, {@link #ANYWHERE}: only who has the password can give one, so nobody
 * else can block a user everywhere.
 */
interface LoginFailures {

    /** Stands for all addresses, of {@link TriedName#ofUser}. */
    String ANYWHERE = "";

    boolean isBlocked(TriedName name, String ip);

    /**
     * Counts a wrong password.
     *
     * @return how many there are in a row now
     */
    int count(TriedName name, String ip);

    /** Forgets what was counted, after a right password. Whether there is no block, which it does not lift. */
    boolean forgive(TriedName name, String ip);

    /** The blocks of names, in the order of names and addresses. Those that count anywhere have no address. */
    List<UserBlock> blocks(Collection<TriedName> names);

    /** As {@link #blocks}, whatever the connection. */
    List<UserBlock> blocksEverywhere(Collection<String> identifiers);

    /** Lifts the blocks of names, and forgets what was counted. */
    void lift(Collection<TriedName> names);

    /** As {@link #lift}, whatever the connection. */
    void liftEverywhere(Collection<String> identifiers);
}
