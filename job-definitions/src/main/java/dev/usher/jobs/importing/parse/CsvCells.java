package dev.usher.jobs.importing.parse;

import com.opencsv.ICSVParser;
import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.enums.CSVReaderNullFieldIndicator;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.source.CsvDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The cells of one record whose quotes are sound: their texts as OpenCSV reads them, and their places, which it does not
 * tell. One per worker.
 *
 * <p>What an export added to its texts is no part of them; it is one character of one byte, or nothing.
 *
 * <p>Example: {@code a,,"x"} has the cells a at 0, one that is not given at 2, and x at 3, quoted.
 */
final class CsvCells {

    private final ICSVParser parser;
    private final byte delimiter;
    private final CsvEscape escape;
    private byte[] bytes = {};
    private int from;
    private int to;
    private int[] starts = new int[32];
    private int count;
    private String[] texts = {};

    CsvCells(CsvDialect dialect, CsvEscape escape) {
        this.escape = escape;
        delimiter = (byte) dialect.delimiter();
        RFC4180Parser rfc4180 = new RFC4180ParserBuilder()
                .withSeparator(dialect.delimiter())
                .withFieldAsNull(CSVReaderNullFieldIndicator.EMPTY_SEPARATORS)
                .build();
        parser = rfc4180;
    }

    void read(byte[] buffer, int recordStart, int recordEnd) {
        bytes = buffer;
        from = recordStart;
        to = recordEnd;
        findStarts();
        try {
            texts = parser.parseLine(CsvHeader.utf8(buffer, recordStart, recordEnd));
        } catch (IOException e) {
            throw new UncheckedIOException("a record with sound quotes was refused", e);
        }
        if (texts.length != count) {
            throw new IllegalStateException("cells counted: " + count + ", parsed: " + texts.length);
        }
    }

    private void findStarts() {
        count = 0;
        add(from);
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            // A doubled quote closes and opens again, which comes to the same.
            if (b == '"') {
                quoted = !quoted;
            } else if (b == delimiter && !quoted) {
                add(i + 1);
            }
        }
    }

    private void add(int start) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = start;
    }

    int count() {
        return count;
    }

    /** Whether the cell gives a value: an empty cell does only in quotes. */
    boolean given(int cell) {
        return texts[cell] != null;
    }

    /** The text without its quotes; empty where none is given. */
    String text(int cell) {
        return texts[cell] == null ? "" : escape.undo(texts[cell]);
    }

    /** Offset of the cell's first byte from the record's. */
    int at(int cell) {
        return starts[cell] - from;
    }

    /** Offset from the record's first byte to the given byte of the cell's text. */
    int at(int cell, int textOffset) {
        return offsets(cell).inRecord(textOffset);
    }

    /**
     * Leads from bytes of the cell's text to bytes of the record: a quote inside a quoted cell takes two. Offsets that
     * grow cost one pass over the cell together.
     */
    JsonTree.Offsets offsets(int cell) {
        boolean quoted = starts[cell] < to && bytes[starts[cell]] == '"';
        int mark = texts[cell] == null ? 0 : escape.markLength(texts[cell]);
        return quoted
                ? new QuotedOffsets(bytes, starts[cell] + 1 + mark, from)::inRecord
                : offset -> at(cell) + mark + offset;
    }

    /** Where the search stands: {@code textOffset} bytes of the text end at {@code index}. */
    private static final class QuotedOffsets {

        private final byte[] bytes;
        private final int first;
        private final int recordStart;
        private int index;
        private int textOffset;

        QuotedOffsets(byte[] bytes, int first, int recordStart) {
            this.bytes = bytes;
            this.first = first;
            this.recordStart = recordStart;
            this.index = first;
        }

        int inRecord(int wanted) {
            if (wanted < textOffset) {
                index = first;
                textOffset = 0;
            }
            while (textOffset < wanted) {
                index += bytes[index] == '"' ? 2 : 1;
                textOffset++;
            }
            return index - recordStart;
        }
    }
}
