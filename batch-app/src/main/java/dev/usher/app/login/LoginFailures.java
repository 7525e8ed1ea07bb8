package dev.usher.app.login;

import java.util.Collection;
import java.util.List;

/**
 * Wrong passwords in a row, of each name from each address; and the blocks that they become. Shared by all threads; any number
 * of servers may count at the same time.
 *
 * <p>Wrong second factors are counted for the user as well, {@link #ANYWHERE}: only who has the password can give one, so nobody
 * else can block a user everywhere.
 */
interface LoginFailures {

    /** Stands for all addresses, with the id of a user as the name. */
    String ANYWHERE = "";

    boolean isBlocked(String identifier, String ip);

    /**
     * Counts a wrong password.
     *
     * @return how many there are in a row now
     */
    int count(String identifier, String ip);

    /** Forgets what was counted, after a right password. Whether there is no block, which it does not lift. */
    boolean forgive(String identifier, String ip);

    /** The blocks of names, in the order of names and addresses. Those that count anywhere have no address. */
    List<UserBlock> blocks(Collection<String> identifiers);

    /** Lifts the blocks of names, and forgets what was counted. */
    void lift(Collection<String> identifiers);
}
