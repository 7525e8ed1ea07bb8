package dev.usher.jobs.external;

import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.util.List;

/** {@link ExternalStores} where none is configured. */
final class NoStores implements ExternalStores {

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public ExternalStore require(String name) {
        throw none();
    }

    @Override
    public ExternalStore require(FileSource source) {
        throw none();
    }

    private static ExternalStoreException none() {
        return new ExternalStoreException(Reason.UNSUPPORTED, "No external store is configured here.");
    }
}
