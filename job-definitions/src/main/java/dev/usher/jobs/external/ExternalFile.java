package dev.usher.jobs.external;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file in an external store, as it was at a look.
 *
 * @param sizeBytes negative if the store does not say
 * @param modifiedAt by the clock of the store; the epoch if it does not say
 * @param version another one whenever the bytes are others; empty if the store can't tell
 */
public record ExternalFile(String name, long sizeBytes, Instant modifiedAt, String version) {

    public ExternalFile {
        // As exactly as the database keeps it.
        modifiedAt = modifiedAt.truncatedTo(ChronoUnit.MICROS);
    }

    public boolean isSameAs(ExternalFile other) {
        return name.equals(other.name) && !version.isEmpty() && version.equals(other.version);
    }
}
