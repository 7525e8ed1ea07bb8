package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.source.CsvDialect;
import dev.usher.jobs.importing.source.FilePosition;
import org.jspecify.annotations.Nullable;

/**
 * Finds CSV records by the quotes of RFC 4180. A quote opens only at the start of a cell. Outside quotes LF, CRLF and a
 * lone CR end a record; inside quotes they belong to the cell. Lines that are empty or only spaces are passed over.
 *
 * <p>A record over several lines that turns out wrong (a quote never closed or closed too far away, text after a closing
 * quote) is cut back to its first line, and reading goes on with the second: one wrong line must not swallow its
 * neighbours. No line is looked at more than about twice for that, because the quote that opens a wrong record is met by
 * the next record's quotes.
 *
 * <p>Example: {@code a,"b\nc,"d"\n} gives line 1 as {@code CSV_UNCLOSED_QUOTE} (at the d, text follows a closing quote)
 * and line 2 as a good record.
 */
final class CsvBoundaries extends RecordBoundaries {

    private enum State {
        CELL_START,
        UNQUOTED,
        QUOTED,
        AFTER_QUOTE,
        WRONG_LINE
    }

    private static final long NONE = -1;

    private final byte delimiter;
    private final boolean[] special = new boolean[256];
    private State state = State.CELL_START;
    private long scanned;
    private long start;
    private long line;
    private long linesInside;
    private long openQuote;
    private long firstLineEnd = NONE;
    private long firstLineQuote;
    private boolean spoiled;
    private @Nullable RowError wrong;

    CsvBoundaries(FilePosition from, CsvDialect dialect, int maxRecordBytes) {
        super(maxRecordBytes);
        delimiter = (byte) dialect.delimiter();
        special['"'] = true;
        special['\n'] = true;
        special['\r'] = true;
        scanned = from.offsetBytes();
        start = scanned;
        line = from.line();
    }

    @Override
    boolean find(byte[] buffer, long base, int limit, boolean last) {
        while (true) {
            int i = advance(buffer, (int) (scanned - base), limit, base);
            scanned = base + i;
            boolean ended = i == limit;
            if (spoiled || (firstLineEnd != NONE && (isTooLong() || (ended && last && state == State.QUOTED)))) {
                if (scanned <= firstLineEnd + 1 && !last) {
                    return false; // a CR ends the buffer, and its LF may follow
                }
                return cutBack(buffer, base, limit);
            }
            boolean crLast = !ended && buffer[i] == '\r' && i + 1 == limit;
            if (((ended || crLast) && !last) || (ended && start == scanned)) {
                return false;
            }
            if (endRecord(buffer, base, i, limit)) {
                return true;
            }
        }
    }

    /** Goes on to a line end outside quotes, to what spoils a record of several lines, or to the limit. */
    private int advance(byte[] buffer, int from, int limit, long base) {
        int i = from;
        while (i < limit && !spoiled) {
            byte b = buffer[i];
            boolean lineEnd = b == '\n' || b == '\r';
            if (lineEnd && (state != State.QUOTED || endsLongLine(base + i))) {
                return i;
            }
            step(b, base + i);
            i = skipPlain(buffer, i + 1, limit);
        }
        return i;
    }

    private void step(byte b, long offset) {
        switch (state) {
            case CELL_START -> {
                if (b == '"') {
                    state = State.QUOTED;
                    openQuote = offset;
                } else if (b != delimiter) {
                    state = State.UNQUOTED;
                }
            }
            case UNQUOTED -> {
                if (b == delimiter) {
                    state = State.CELL_START;
                } else if (b == '"') {
                    spoil(
                            "A quote stands inside a cell that does not begin with one; put the cell in quotes"
                                    + " and write the quote twice.",
                            offset);
                }
            }
            case QUOTED -> stepQuoted(b, offset);
            case AFTER_QUOTE -> {
                if (b == '"') {
                    state = State.QUOTED;
                } else if (b == delimiter) {
                    state = State.CELL_START;
                } else {
                    spoil("Text follows the closing quote of a cell; a quote inside a cell is written twice.", offset);
                }
            }
            case WRONG_LINE -> {}
        }
    }

    private void stepQuoted(byte b, long offset) {
        if (b == '"') {
            state = State.AFTER_QUOTE;
        } else if (b == '\n' || b == '\r') {
            linesInside += b == '\n' ? 1 : 0;
            if (firstLineEnd == NONE) {
                firstLineEnd = offset;
                firstLineQuote = openQuote;
            }
        }
    }

    private void spoil(String message, long offset) {
        spoiled = firstLineEnd != NONE;
        state = State.WRONG_LINE;
        wrong = RowError.ofRecord(RowErrorCode.CSV_TEXT_AFTER_QUOTE, message, at(offset));
    }

    /** A first line that is itself too long ends there, in quotes or not: its rest could not be kept to cut back to. */
    private boolean endsLongLine(long offset) {
        return firstLineEnd == NONE && offset - start > maxRecordBytes();
    }

    /** Passes over bytes that only a cell's text and its end are made of, which is most of them. */
    private int skipPlain(byte[] buffer, int from, int limit) {
        int i = from;
        if (state == State.UNQUOTED || state == State.CELL_START) {
            while (i < limit && !special[buffer[i] & 0xff]) {
                i++;
            }
            if (i > from) {
                state = buffer[i - 1] == delimiter ? State.CELL_START : State.UNQUOTED;
            }
        } else if (state == State.QUOTED) {
            while (i < limit && !special[buffer[i] & 0xff]) {
                i++;
            }
        }
        return i;
    }

    private boolean isTooLong() {
        return scanned - start > maxRecordBytes();
    }

    private boolean endRecord(byte[] buffer, long base, int end, int limit) {
        long from = start;
        long fromLine = line;
        RowError what = state == State.QUOTED ? unclosed(openQuote) : wrong;
        boolean blank = from >= base && isBlank(buffer, (int) (from - base), end);
        begin(base + end + lineEndLength(buffer, end, limit), line + linesInside + 1);
        return !blank && found(from, base + end, fromLine, what);
    }

    private boolean cutBack(byte[] buffer, long base, int limit) {
        long from = start;
        long fromLine = line;
        long end = firstLineEnd;
        RowError what = unclosed(firstLineQuote);
        begin(end + lineEndLength(buffer, (int) (end - base), limit), line + 1);
        return found(from, end, fromLine, what);
    }

    private void begin(long offset, long lineNumber) {
        start = offset;
        scanned = offset;
        line = lineNumber;
        linesInside = 0;
        state = State.CELL_START;
        firstLineEnd = NONE;
        spoiled = false;
        wrong = null;
    }

    private RowError unclosed(long quote) {
        return RowError.ofRecord(
                RowErrorCode.CSV_UNCLOSED_QUOTE, "The quote that opens here is not closed as it should be.", at(quote));
    }

    /** Offset within the record; one past what an int holds belongs to a record that is too long anyway. */
    private int at(long offset) {
        return (int) Math.min(offset - start, Integer.MAX_VALUE);
    }

    private static int lineEndLength(byte[] buffer, int i, int limit) {
        if (i >= limit) {
            return 0;
        }
        return buffer[i] == '\r' && i + 1 < limit && buffer[i + 1] == '\n' ? 2 : 1;
    }

    private static boolean isBlank(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && buffer[i] == ' ') {
            i++;
        }
        return i == to;
    }

    /** A record is kept for as long as it may be cut back; of a first line that is too long nothing is. */
    @Override
    long pending() {
        return firstLineEnd == NONE && isTooLong() ? scanned : start;
    }

    @Override
    long nextOffset() {
        return start;
    }

    @Override
    long nextLine() {
        return line;
    }
}
