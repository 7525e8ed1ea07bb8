package dev.usher.app.cli;

/** Starts the application when a command needs it, and not before. */
@FunctionalInterface
public interface EngineStarter {

    /** @throws EngineStartException if the database can't be used, or a setting is wrong */
    Engine start();
}
