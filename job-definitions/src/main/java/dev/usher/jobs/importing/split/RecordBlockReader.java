package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.row.RecordLocation;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.FilePart;
import dev.usher.jobs.importing.source.FilePosition;
import dev.usher.jobs.importing.source.InputDescription;
import dev.usher.jobs.importing.source.InputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads the records of one part, block by block. One per worker; after a restart it goes on where a block ended. */
public final class RecordBlockReader implements AutoCloseable {

    private final FileChannel channel;
    private final FilePart part;
    private final SplitLimits limits;
    private final RecordBoundaries boundaries;
    private final ByteWindow window;
    private final LineColumns columns;
    private final boolean array;
    private FilePosition position;
    private boolean carried;

    private RecordBlockReader(
            FileChannel channel, InputDescription input, FilePart part, FilePosition from, SplitLimits limits) {
        this.channel = channel;
        this.part = part;
        this.limits = limits;
        this.position = from;
        boundaries = RecordBoundaries.from(input, from, limits.maxRecordBytes());
        var stream = new PartInputStream(channel, from.offsetBytes(), part.endOffsetBytes());
        array = input.format() == InputFormat.JSON_ARRAY;
        columns = new LineColumns(channel, part);
        window = new ByteWindow(stream, from.offsetBytes(), limits.maxBlockBytes());
    }

    /** @param unpacked the input itself, or what the scan unpacked from it */
    public static RecordBlockReader open(
            Path unpacked, InputDescription input, FilePart part, FilePosition from, SplitLimits limits) {
        try {
            var channel = FileChannel.open(unpacked, StandardOpenOption.READ);
            return new RecordBlockReader(channel, input, part, from, limits);
        } catch (IOException e) {
            throw new UncheckedIOException("The input of the job cannot be opened.", e);
        }
    }

    /** The next block, with at least one record; empty at the end of the part. */
    public Optional<RecordBlock> next() {
        while (position.offsetBytes() < part.endOffsetBytes()) {
            RecordBlock block = collect();
            if (block.size() > 0) {
                return Optional.of(block);
            }
            if (window.ended()) {
                break;
            }
            window.refill(boundaries.pending());
        }
        return Optional.empty();
    }

    /** Where the reader of a restart goes on: after the last block that was handed out. */
    public FilePosition position() {
        return position;
    }

    /**
     * Where a byte of a record of the last block stands.
     *
     * @param at offset from the record's first byte
     */
    public RecordLocation locate(RecordBlock block, int index, int at) {
        RowPosition position = block.position(index);
        long column = array ? columns.columnAt(position.offsetBytes()) : 1;
        if (!block.held(index)) {
            return new RecordLocation(position.line(), column, position.offsetBytes());
        }
        return RecordLocation.of(block.buffer(), block.start(index), position, column, at);
    }

    private RecordBlock collect() {
        var block = new RecordBlock(window.bytes(), window.base(), position.record());
        long start = boundaries.recordStart();
        while (block.size() < limits.maxBlockRows() && position.offsetBytes() < part.endOffsetBytes()) {
            if (!carried && !boundaries.find(window.bytes(), window.base(), window.limit(), window.ended())) {
                break;
            }
            start = block.size() == 0 ? boundaries.recordStart() : start;
            // A record that does not fit begins the next block.
            carried = block.size() > 0 && boundaries.recordEnd() - start > limits.maxBlockBytes();
            if (carried) {
                break;
            }
            take(block);
        }
        return block;
    }

    private void take(RecordBlock block) {
        long start = boundaries.recordStart();
        block.add(start, boundaries.recordEnd() - start, boundaries.recordLine(), boundaries.flaw());
        position = new FilePosition(boundaries.nextOffset(), position.record() + 1, boundaries.nextLine());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The input of the job cannot be closed.", e);
        }
    }
}
