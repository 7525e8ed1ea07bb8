package dev.usher.app.security.token;

import java.util.List;

/** The keys of a database that sign tokens. Any number of processes may use and change them at the same time. */
public interface SigningKeys {

    /** All whose tokens may still be good, whatever their lifetime was; the newest first. */
    List<SigningKey> list();

    /** Makes the first key unless there is one. */
    void requireOne();

    /**
     * Makes a new key, which signs from {@link SigningKey#settled()} on. What the former ones signed stays good until it
     * expires.
     *
     * @return its id
     */
    String rotate();

    /**
     * Makes a new key and forgets all others: within seconds no token that they signed is good any more.
     *
     * @return its id
     */
    String revokeAll();
}
