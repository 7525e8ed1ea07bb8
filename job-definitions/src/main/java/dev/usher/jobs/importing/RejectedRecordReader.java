package dev.usher.jobs.importing;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.usher.jobs.importing.parse.RecordMembers;
import dev.usher.jobs.importing.rejection.RejectedRecord;
import dev.usher.jobs.importing.rejection.RejectedUser;
import dev.usher.jobs.importing.rejection.SecretMask;
import dev.usher.jobs.importing.rejection.StoredRowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what rejected records gave, one after the other. */
final class RejectedRecordReader implements Closeable {

    private static final int MAX_WHOLE_BYTES = 1 << 20;

    /** A record with one of these has no members that could be told apart, or is too long to be held in memory. */
    private static final Set<String> UNREADABLE = Stream.of(
                    RowErrorCode.LINE_TOO_LONG, RowErrorCode.CSV_UNCLOSED_QUOTE, RowErrorCode.CSV_TEXT_AFTER_QUOTE)
            .map(RowErrorCode::name)
            .collect(toUnmodifiableSet());

    /** Shown also of a record that is too large to be shown: they tell whose it is. */
    private static final Set<String> KEYS = Set.of("user_id", "email", "username", "phone_number");

    private final FileChannel file;
    private final RecordMembers members;
    private final boolean gathered;
    private long nextLine;

    private RejectedRecordReader(FileChannel file, RecordMembers members, boolean gathered, long nextLine) {
        this.file = file;
        this.members = members;
        this.gathered = gathered;
        this.nextLine = nextLine;
    }

    /** Reads records where they stand in the input. */
    static RejectedRecordReader ofInput(Path input, RecordMembers members) throws IOException {
        return new RejectedRecordReader(FileChannel.open(input, StandardOpenOption.READ), members, false, 0);
    }

    /**
     * Reads records that were gathered, where each is followed by a line end.
     *
     * @param offsetBytes of the record that is read first
     */
    static RejectedRecordReader ofGathered(Path rejects, RecordMembers members, long offsetBytes) throws IOException {
        return new RejectedRecordReader(FileChannel.open(rejects, StandardOpenOption.READ), members, true, offsetBytes);
    }

    /** Reads the record; gathered ones must be read one after the other. */
    RejectedUser read(RejectedRecord record) {
        long offset = gathered ? nextLine : record.offsetBytes();
        nextLine += record.lengthBytes() + 1;
        boolean cut = record.lengthBytes() > MAX_WHOLE_BYTES;
        return new RejectedUser(record.record(), SecretMask.mask(given(record, offset, cut)), cut, record.errors());
    }

    private Map<String, RowValue> given(RejectedRecord record, long offset, boolean cut) {
        if (record.errors().stream().anyMatch(error -> UNREADABLE.contains(error.code()))) {
            return Map.of();
        }
        var bytes = ByteBuffer.allocate((int) record.lengthBytes());
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, offset + bytes.position()) < 0) {
                    // The input became shorter: whatever it was is gone.
                    return Map.of();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A rejected record can't be read.", e);
        }
        return cut ? members.some(bytes.array(), shown(record)) : members.all(bytes.array());
    }

    private static Set<String> shown(RejectedRecord record) {
        return Stream.concat(
                        KEYS.stream(),
                        record.errors().stream()
                                .map(StoredRowError::path)
                                .filter(Objects::nonNull)
                                .map(path -> path.split("[.\\[]", 2)[0]))
                .collect(toCollection(HashSet::new));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
