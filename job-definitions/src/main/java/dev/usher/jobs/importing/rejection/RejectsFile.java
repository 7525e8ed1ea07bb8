package dev.usher.jobs.importing.rejection;

import dev.usher.jobs.file.PrivateFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of rejected records as {@link RejectedBytes} copies them, and beside it in {@code <name>.errors.ndjson} what is
 * wrong with each; one per job.
 *
 * <p>Mend the records and import the file as it is: a CSV file keeps its header. Both files are readable by their owner
 * only, and appear whole or not at all.
 */
public final class RejectsFile implements Closeable {

    private final JsonMapper json;
    private final PrivateFile records;
    private final PrivateFile errors;

    public RejectsFile(Path target, JsonMapper json) throws IOException {
        this.json = json;
        this.records = PrivateFile.create(target);
        try {
            this.errors = PrivateFile.create(errorsBeside(target));
        } catch (IOException e) {
            records.close();
            throw e;
        }
    }

    /** The file that says what is wrong with the records of a rejects file. */
    public static Path errorsBeside(Path target) {
        return target.resolveSibling(target.getFileName() + ".errors.ndjson");
    }

    /** Copies records of an input into the file. */
    public RejectedBytes recordsOf(Path input, boolean joinLines) throws IOException {
        return new RejectedBytes(input, joinLines, records);
    }

    /** Copies records that were gathered before. */
    public void addRecords(InputStream gathered) throws IOException {
        gathered.transferTo(records);
    }

    public void addErrors(RejectedRecord record) {
        try {
            for (var error : record.errors()) {
                errors.write(json.writeValueAsBytes(error));
                errors.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The errors of the rejected records can't be written.", e);
        }
    }

    /** Makes both files visible under their names; whatever stood there is replaced. */
    public void publish() throws IOException {
        errors.publish();
        records.publish();
    }

    @Override
    public void close() throws IOException {
        try (records;
                errors) {
            // Both are closed whatever happens to the other.
        }
    }
}
