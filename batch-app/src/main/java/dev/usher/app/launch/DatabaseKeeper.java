package dev.usher.app.launch;

/** Brings the database back when it went away, where this process can: the embedded one is started again. */
@FunctionalInterface
public interface DatabaseKeeper {

    /** Returns when the database may be tried again; does nothing for one that is not ours. */
    void revive();
}
