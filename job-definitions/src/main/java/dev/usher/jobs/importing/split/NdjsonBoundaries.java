package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.FilePosition;

/**
 * Lines end with LF or CRLF; a lone CR ends none. Lines of nothing but spaces, tabs and CR are passed over.
 */
final class NdjsonBoundaries extends RecordBoundaries {

    private long lineStart;
    private long line;
    private long scanned;

    NdjsonBoundaries(FilePosition from, int maxRecordBytes) {
        super(maxRecordBytes);
        lineStart = from.offsetBytes();
        scanned = lineStart;
        line = from.line();
    }

    @Override
    boolean find(byte[] buffer, long base, int limit, boolean last) {
        while (true) {
            int lineFeed = ByteSearch.indexOf(buffer, (int) (scanned - base), limit, (byte) '\n');
            if (lineFeed < 0) {
                scanned = base + limit;
                boolean rest = last && lineStart < scanned;
                return rest && takeLine(buffer, base, limit, scanned);
            }
            if (takeLine(buffer, base, lineFeed, base + lineFeed + 1)) {
                return true;
            }
        }
    }

    private boolean takeLine(byte[] buffer, long base, int end, long next) {
        long start = lineStart;
        long startLine = line++;
        lineStart = next;
        scanned = next;
        int trimmed = end > 0 && buffer[end - 1] == '\r' && base + end > start ? end - 1 : end;
        boolean blank = start >= base && isBlank(buffer, (int) (start - base), trimmed);
        return !blank && found(start, base + trimmed, startLine, null);
    }

    private static boolean isBlank(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Of a line that is too long only its last byte is kept: a CR there belongs to the line end. */
    @Override
    long pending() {
        return scanned - lineStart > maxRecordBytes() + 1L ? scanned - 1 : lineStart;
    }

    @Override
    long nextOffset() {
        return lineStart;
    }

    @Override
    long nextLine() {
        return line;
    }
}
