package dev.usher.app.cli;

/** A started server. Closing it hands its jobs back and gives the database up. */
public interface Server extends AutoCloseable {

    /** The port on which it listens. */
    int port();

    @Override
    void close();
}
