package dev.usher.jobs.external;

import java.util.List;

/** The external stores that the configuration of this process names; shared by all threads. */
public interface ExternalStores {

    /** Of a process whose configuration names none. */
    static ExternalStores none() {
        return new NoStores();
    }

    /** In alphabetical order. */
    List<String> names();

    /** @throws ExternalStoreException if there is none of that name */
    ExternalStore require(String name);

    /**
     * Where the files of a source are.
     *
     * @throws ExternalStoreException if there is no such store, or the address is not allowed
     */
    ExternalStore require(FileSource source);

    /**
     * Looks, without reaching out to anybody, whether files can be taken from a source as it asks.
     *
     * @throws ExternalStoreException if not
     */
    default void check(FileSource source) {
        var traits = require(source).traits();
        var store = source.title();
        if (!traits.listed() && !source.files().isName()) {
            throw unsupported("The store of " + store + " can't list its files: name one file, without * and ?.");
        }
        int marker = traits.marker().map(String::length).orElse(0);
        if (source.files().text().length() + marker > FilePattern.MAX_CHARS) {
            throw unsupported("The pattern of " + store + " is too long: with the marker of the store it has more than "
                    + FilePattern.MAX_CHARS + " characters.");
        }
        if (source.takesAll() && !traits.moves(Place.DONE)) {
            throw unsupported(
                    "All files of " + store + " can be taken one after the other only if their store moves those"
                            + " that were imported (its setting done).");
        }
    }

    /** @throws ExternalStoreException if no files can be put into the store of a target */
    default void check(FileTarget target) {
        if (!require(target.store()).traits().writable()) {
            throw unsupported("The store " + target.store() + " can only be read.");
        }
    }

    private static ExternalStoreException unsupported(String sentence) {
        return new ExternalStoreException(ExternalStoreException.Reason.UNSUPPORTED, sentence);
    }
}
