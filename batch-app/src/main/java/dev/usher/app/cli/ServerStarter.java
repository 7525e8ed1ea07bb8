package dev.usher.app.cli;

/** Starts the server when it is asked for, and not before. */
@FunctionalInterface
public interface ServerStarter {

    /**
     * @param strict whether it shall behave as Auth0 does, limits included
     * @throws EngineStartException if the database can't be used, the port is taken, or a setting is wrong
     */
    Server start(boolean strict);
}
