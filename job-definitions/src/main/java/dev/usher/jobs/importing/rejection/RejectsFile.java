package dev.usher.jobs.importing.rejection;

import dev.usher.jobs.file.PrivateFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
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

    private final PrivateFile records;
    private final PrivateFile errors;
    private final RowErrorLines errorLines;

    public RejectsFile(Path target, JsonMapper json) throws IOException {
        this.records = PrivateFile.create(target);
        try {
            this.errors = PrivateFile.create(errorsBeside(target));
        } catch (IOException e) {
            records.close();
            throw e;
        }
        this.errorLines = new RowErrorLines(errors, json);
    }

    /** The file that says what is wrong with the records of a rejects file. */
    public static Path errorsBeside(Path target) {
        return target.resolveSibling(target.getFileName() + ".errors.ndjson");
    }

    /** Copies records of an input into the file. */
    public RejectedBytes recordsOf(Path input, boolean joinLines) throws IOException {
        return new RejectedBytes(input, joinLines, records);
    }

    /** Takes records that were gathered before. */
    public OutputStream records() {
        return records;
    }

    public void addErrors(RejectedRecord record) {
        errorLines.add(record);
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
