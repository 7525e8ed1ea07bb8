package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.FilePart;
import dev.usher.jobs.importing.source.FilePosition;
import dev.usher.jobs.importing.source.InputDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the inputs of jobs, and how far each part has been read; shared by workers. */
public interface FileParts {

    /** Saves the result of a scan, parts included, in the transaction of the calling thread. */
    void save(String jobId, Path data, ScannedFile scanned);

    /** Notes that the unpacked bytes of a scanned input are elsewhere now, in the transaction of the calling thread. */
    void relocate(String jobId, Path data);

    /** Notes how many rows were rejected as duplicates within the file, in the transaction of the calling thread. */
    void noteDuplicates(String jobId, long rows);

    /** The input of a job that was scanned before. */
    Optional<ScannedInput> findInput(String jobId);

    /** Numbers of the parts that have not been read to their end. */
    List<Integer> open(String jobId);

    /** A part, and where reading it goes on. */
    PartProgress require(String jobId, int part);

    /**
     * Moves a part forward by {@code records} in the transaction of the calling thread.
     *
     * @throws org.springframework.dao.OptimisticLockingFailureException if it does not stand where it stood when these
     *     records were read: somebody else has read on, or a crash of the database took back commits that had not
     *     reached the disk
     */
    void advance(String jobId, int part, FilePosition next, long records, long rejected);

    /**
     * A scanned input.
     *
     * @param data the unpacked bytes: the input itself, or what the scan unpacked from it
     * @param sizeBytes of {@code data}
     * @param sha256 of the input as it was given
     * @param header where the CSV header stands; null for JSON
     */
    record ScannedInput(
            Path data,
            long sizeBytes,
            String sha256,
            long records,
            InputDescription description,
            @Nullable RowPosition header) {}

    /** A part of the file and the position of its next record. */
    record PartProgress(FilePart part, FilePosition next) {}
}
