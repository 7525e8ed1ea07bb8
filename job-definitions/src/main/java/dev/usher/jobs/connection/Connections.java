package dev.usher.jobs.connection;

import java.util.List;
import java.util.Optional;

/** All connections. Names and ids are compared exactly. */
public interface Connections {

    List<Connection> list();

    /** By id if the text has the form of one, else by name. */
    Optional<Connection> find(String idOrName);

    /** @throws ConnectionConflictException if the name is taken */
    Connection create(String name, Strategy strategy, ConnectionOptions options);

    /**
     * Replaces the options. Name and strategy of a connection never change: user ids are made of them.
     *
     * @throws ConnectionConflictException if there is no connection with this id any more
     */
    Connection updateOptions(String id, ConnectionOptions options);

    /**
     * Deletes a connection that has no users.
     *
     * @throws ConnectionConflictException if it has users, or an unfinished job imports into it
     */
    void delete(String id);
}
