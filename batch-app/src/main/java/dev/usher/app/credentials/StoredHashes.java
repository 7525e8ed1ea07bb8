package dev.usher.app.credentials;

import java.util.List;

/** The hashes of the users that exist. */
public interface StoredHashes {

    /**
     * Whom known passwords belong to.
     *
     * @return for each of them, in their order, the users that it may belong to: one, none, or several of different connections
     */
    List<List<StoredUser>> find(List<KnownPassword> passwords);
}
