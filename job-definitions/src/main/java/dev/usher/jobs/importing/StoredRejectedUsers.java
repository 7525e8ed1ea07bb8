package dev.usher.jobs.importing;

import dev.usher.jobs.importing.parse.RecordMembers;
import dev.usher.jobs.importing.parse.RowReaders;
import dev.usher.jobs.importing.rejection.RejectedUser;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.rejection.SecretMask;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.UnreadableInputException;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.split.FileParts.ScannedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link RejectedUsers} from the gathered records, or before there are any from the input; shared by all threads. */
final class StoredRejectedUsers implements RejectedUsers {

    private final JdbcRejectedRecords rejects;
    private final RowErrors errors;
    private final FileParts parts;
    private final ImportRuns runs;

    StoredRejectedUsers(JdbcRejectedRecords rejects, RowErrors errors, FileParts parts, ImportRuns runs) {
        this.rejects = rejects;
        this.errors = errors;
        this.parts = parts;
        this.runs = runs;
    }

    @Override
    public void forEach(String jobId, long afterRecord, long limit, Consumer<RejectedUser> consumer) {
        var opened = open(jobId, afterRecord);
        if (opened.isEmpty()) {
            errors.forEachRecord(
                    jobId,
                    afterRecord,
                    limit,
                    record -> consumer.accept(
                            new RejectedUser(record.record(), SecretMask.mask(Map.of()), false, record.errors())));
            return;
        }
        try (var reader = opened.get()) {
            errors.forEachRecord(jobId, afterRecord, limit, record -> consumer.accept(reader.read(record)));
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records can't be closed.", e);
        }
    }

    private Optional<RejectedRecordReader> open(String jobId, long afterRecord) {
        var input = parts.findInput(jobId);
        if (input.isEmpty()) {
            return Optional.empty();
        }
        var gathered = rejects.localPath(jobId);
        try {
            return gathered.isPresent()
                    ? Optional.of(openGathered(jobId, gathered.get(), input.get(), afterRecord))
                    : openInput(jobId, input.get());
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records can't be read.", e);
        }
    }

    private RejectedRecordReader openGathered(String jobId, Path gathered, ScannedInput input, long afterRecord)
            throws IOException {
        var before = errors.lengthOfLines(jobId, afterRecord);
        var header = input.header();
        if (header == null) {
            return RejectedRecordReader.ofGathered(gathered, members(jobId, gathered, input, null), before);
        }
        var first = new RowPosition(0, 1, 0, header.lengthBytes());
        return RejectedRecordReader.ofGathered(
                gathered, members(jobId, gathered, input, first), header.lengthBytes() + 1 + before);
    }

    /** Of another length it is another file by now. */
    private Optional<RejectedRecordReader> openInput(String jobId, ScannedInput input) throws IOException {
        var data = input.data();
        if (!Files.isReadable(data) || Files.size(data) != input.sizeBytes()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RejectedRecordReader.ofInput(data, members(jobId, data, input, input.header())));
        } catch (UnreadableInputException e) {
            return Optional.empty();
        }
    }

    private RecordMembers members(String jobId, Path file, ScannedInput input, @Nullable RowPosition header) {
        var csv = CsvHeaders.read(
                file, input.description(), header, runs.request(jobId).csv());
        return RowReaders.members(input.description(), csv);
    }
}
