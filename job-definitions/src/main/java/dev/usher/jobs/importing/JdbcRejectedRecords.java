package dev.usher.jobs.importing;

import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.FileStoreException;
import dev.usher.jobs.importing.rejection.RejectedBytes;
import dev.usher.jobs.importing.rejection.RejectedRecord;
import dev.usher.jobs.importing.rejection.RejectsFile;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.split.FileParts.ScannedInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@link RejectedRecords} in the file store, named in the job's row; shared by workers. */
final class JdbcRejectedRecords implements RejectedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcRejectedRecords.class);

    private final JdbcClient jdbc;
    private final FileStore store;
    private final FileParts parts;
    private final RowErrors errors;
    private final JsonMapper json;

    JdbcRejectedRecords(JdbcClient jdbc, FileStore store, FileParts parts, RowErrors errors, JsonMapper json) {
        this.jdbc = jdbc;
        this.store = store;
        this.parts = parts;
        this.errors = errors;
        this.json = json;
    }

    /**
     * Gathers the rejected records of a job, in the transaction of the calling thread, and writes them to the file that
     * its request names. On a restart both are done anew.
     */
    void gather(ImportRun run) {
        if (errors.countRows(run.jobId()) > 0) {
            var input = parts.findInput(run.jobId()).orElseThrow();
            try {
                var stored = store.create(FileKind.REJECTS, out -> copyTo(out, run.jobId(), input));
                jdbc.sql("UPDATE jobs SET rejects = :name WHERE id = :job")
                        .param("name", stored.name())
                        .param("job", run.jobId())
                        .update();
            } catch (IOException e) {
                throw new UncheckedIOException("The rejected records can't be read.", e);
            } catch (FileStoreException e) {
                throw ImportFailedException.of(e);
            }
        }
        var target = run.request().errorsTo();
        if (target != null) {
            exportAsAsked(run.jobId(), Path.of(target));
        }
    }

    /** The records are kept in any case: a folder that is gone by now is no reason to fail a job that did its work. */
    private void exportAsAsked(String jobId, Path target) {
        try {
            export(jobId, target);
        } catch (UncheckedIOException e) {
            LOG.warn(
                    "Job {}: the file for the rejected records can't be written; they are kept with the job", jobId, e);
        }
    }

    @Override
    public void export(String jobId, Path target) {
        var stored = stored(jobId);
        try (var file = new RejectsFile(target, json)) {
            if (stored.isPresent()) {
                try (var records = store.open(stored.get())) {
                    file.addRecords(records);
                }
            }
            errors.forEachRecord(jobId, file::addErrors);
            file.publish();
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records can't be written.", e);
        }
    }

    @Override
    public boolean areGathered(String jobId) {
        return stored(jobId).isPresent();
    }

    @Override
    public void remove(String jobId) {
        stored(jobId).ifPresent(store::delete);
        jdbc.sql("UPDATE jobs SET rejects = NULL WHERE id = :job")
                .param("job", jobId)
                .update();
        errors.deleteAll(jobId);
        jdbc.sql("DELETE FROM job_warnings WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    private Optional<String> stored(String jobId) {
        return jdbc.sql("SELECT rejects FROM jobs WHERE id = :job AND rejects IS NOT NULL")
                .param("job", jobId)
                .query(String.class)
                .optional();
    }

    private void copyTo(OutputStream out, String jobId, ScannedInput input) throws IOException {
        boolean joinLines = input.description().format() == InputFormat.JSON_ARRAY;
        try (var bytes = new RejectedBytes(input.data(), joinLines, out)) {
            var header = input.header();
            if (header != null) {
                bytes.copy(header.offsetBytes(), header.lengthBytes());
            }
            errors.forEachRecord(jobId, record -> copy(bytes, record));
        }
    }

    private static void copy(RejectedBytes bytes, RejectedRecord record) {
        try {
            bytes.copy(record.offsetBytes(), record.lengthBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("A rejected record can't be copied.", e);
        }
    }
}
