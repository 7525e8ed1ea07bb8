package dev.usher.jobs.importing;

import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.FileStoreException;
import dev.usher.jobs.file.StoredFile;
import dev.usher.jobs.importing.mirror.Mirrors;
import dev.usher.jobs.importing.rejection.RejectedBytes;
import dev.usher.jobs.importing.rejection.RejectedRecord;
import dev.usher.jobs.importing.rejection.RejectsFile;
import dev.usher.jobs.importing.rejection.RowErrorLines;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.source.CsvDialect;
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
    private final ImportRuns runs;
    private final Mirrors mirrors;
    private final JsonMapper json;

    JdbcRejectedRecords(
            JdbcClient jdbc,
            FileStore store,
            FileParts parts,
            RowErrors errors,
            ImportRuns runs,
            Mirrors mirrors,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.store = store;
        this.parts = parts;
        this.errors = errors;
        this.runs = runs;
        this.mirrors = mirrors;
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
    public Optional<Gathered> find(String jobId) {
        return stored(jobId).map(file -> {
            boolean csv = dialect(jobId).isPresent();
            return new Gathered("rejected-" + jobId + (csv ? ".csv" : ".ndjson"), csv, file.sizeBytes());
        });
    }

    @Override
    public void export(String jobId, Path target) {
        try (var file = new RejectsFile(target, json)) {
            copyRecords(jobId, file.records());
            errors.forEachRecord(jobId, file::addErrors);
            file.publish();
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records can't be written.", e);
        }
    }

    @Override
    public void copyRecords(String jobId, OutputStream out) throws IOException {
        var stored = stored(jobId);
        if (stored.isPresent()) {
            try (var records = store.open(stored.get().name())) {
                records.transferTo(out);
            }
        }
    }

    @Override
    public void copyErrors(String jobId, OutputStream out) throws IOException {
        try {
            errors.forEachRecord(jobId, new RowErrorLines(out, json)::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public UserImportRequest retry(String jobId, RetryOptions options) {
        var stored = stored(jobId)
                .orElseThrow(() -> new IllegalStateException("no rejected records of job " + jobId + " are kept"));
        try {
            var copy = store.create(FileKind.INPUT, out -> copyRecords(jobId, out));
            return runs.request(jobId).ofRejects(store.requireLocalPath(copy.name()), dialect(jobId), options);
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records " + stored.name() + " can't be read.", e);
        }
    }

    /** As it was recognised when the input was read; empty for JSON. */
    private Optional<CsvDialect> dialect(String jobId) {
        return parts.findInput(jobId).map(input -> input.description().dialect());
    }

    /** Where the gathered records can be read at any offset. */
    Optional<Path> localPath(String jobId) {
        return stored(jobId).map(file -> store.requireLocalPath(file.name()));
    }

    @Override
    public void remove(String jobId) {
        stored(jobId).ifPresent(file -> store.delete(file.name()));
        jdbc.sql("UPDATE jobs SET rejects = NULL WHERE id = :job")
                .param("job", jobId)
                .update();
        errors.deleteAll(jobId);
        mirrors.forgetUsers(jobId);
        jdbc.sql("DELETE FROM job_warnings WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    private Optional<StoredFile> stored(String jobId) {
        return jdbc.sql("SELECT rejects FROM jobs WHERE id = :job AND rejects IS NOT NULL")
                .param("job", jobId)
                .query(String.class)
                .optional()
                .flatMap(store::find);
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
