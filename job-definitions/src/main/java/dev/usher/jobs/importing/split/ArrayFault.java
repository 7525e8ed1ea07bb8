package dev.usher.jobs.importing.split;

/** The frame of a JSON array is broken, so that nobody can tell where its elements end. */
final class ArrayFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long line;
    private final long offsetBytes;

    ArrayFault(String message, long line, long offsetBytes) {
        super(message);
        this.line = line;
        this.offsetBytes = offsetBytes;
    }

    long line() {
        return line;
    }

    long offsetBytes() {
        return offsetBytes;
    }
}
