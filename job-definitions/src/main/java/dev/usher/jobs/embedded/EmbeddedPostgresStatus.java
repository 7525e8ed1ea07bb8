package dev.usher.jobs.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the embedded PostgreSQL of a home folder is doing.
 *
 * @param port the port on 127.0.0.1 that it keeps between starts; 0 before its first start
 * @param pid of the server's main process; 0 unless it runs
 * @param inUse whether any process, this one included, holds a handle
 * @param username of the superuser that owns the database
 * @param passwordFile readable by the owner of the home folder only
 */
public record EmbeddedPostgresStatus(
        State state, Path home, int port, long pid, boolean inUse, String username, Path passwordFile) {

    /** What the server does now. */
    public enum State {
        /** It was never started: there is no data folder. */
        ABSENT,
        STOPPED,
        RUNNING,
        /** Another process is starting, stopping or archiving it. */
        BUSY
    }

    /** Where it is reached, or will be at its next start; empty before its first. */
    public Optional<String> findJdbcUrl() {
        return port == 0 ? Optional.empty() : Optional.of(ServerConnection.jdbcUrl(port));
    }
}
