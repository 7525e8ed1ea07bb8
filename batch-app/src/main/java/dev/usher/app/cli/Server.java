package dev.usher.app.cli;

import dev.usher.app.security.client.ClientCredentials;
import java.util.Optional;

/** A started server. Closing it hands its jobs back and gives the database up. */
public interface Server extends AutoCloseable {

    /** The port on which it listens. */
    int port();

    /** The client that this start made because there was none; its secret can't be asked for again. */
    Optional<ClientCredentials> takeFirstClient();

    @Override
    void close();
}
