package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files jobs took from their sources, and what was last imported from each. Everything is written in the transaction
 * of the calling thread.
 */
public interface TakenFiles {

    /** Empty before a job has chosen, and for one without a source. */
    Optional<TakenFile> find(String jobId);

    /**
     * Looks at what is known of a source. Until the transaction ends, no other job looks at what is known of the same store
     * or address, for the same connection.
     */
    Known known(Order order);

    /** As in {@link Known}, also of the job itself, without keeping others from looking. */
    List<ExternalFile> unsettled(String connectionId, FileSource source);

    /**
     * Writes down what a job took, or why it took nothing. It may choose again as long as it has read nothing.
     *
     * @param file null for none
     */
    void take(Order order, @Nullable ExternalFile file, @Nullable Remark remark);

    /**
     * Writes down that the copy is whole.
     *
     * @param from where the file was read: one that was moved apart may have been put back
     */
    void stored(String jobId, String stored, long sizeBytes, String sha256, Place from);

    /** Writes down that the copy turned out to be what was imported last, and is not kept. */
    void unchanged(String jobId);

    /** Writes down that what a job took has been imported. Does nothing for a job without a source, and for a dry run. */
    void imported(String jobId);

    /**
     * A job that is to take a file.
     *
     * @param dryRun whether it leaves no trace: it does not keep others from the file, nor is the file moved
     * @param mirror what it does to users who are missing from the file; null for nothing
     */
    record Order(
            String jobId,
            String connectionId,
            FileSource source,
            boolean dryRun,
            @Nullable String mirror) {}

    /**
     * What is known of a source.
     *
     * @param last what was last imported from it
     * @param underWay files that other jobs take into the same connection, and have not ended with
     * @param unsettled files of such jobs that have ended, but whose files are still to be moved away
     */
    record Known(Optional<Imported> last, List<ExternalFile> underWay, List<ExternalFile> unsettled) {}

    /**
     * A file that was imported.
     *
     * @param importedAt when, by the clock of the database
     * @param nothingLeft whether to import it again would change nothing. A mirror that could not tell who is missing, or for
     *     which users have runs of grace left, is not done with the file
     */
    record Imported(ExternalFile file, String sha256, Instant importedAt, boolean nothingLeft) {

        boolean makesNeedless(ExternalFile other) {
            return nothingLeft && other.isSameAs(file);
        }

        /** When it was modified; before it was imported, whatever the clock of its store says. */
        Instant moment() {
            return file.modifiedAt().isBefore(importedAt) ? file.modifiedAt() : importedAt;
        }
    }
}
