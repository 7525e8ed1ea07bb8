package dev.usher.jobs.exporting.output;

import dev.usher.jobs.exporting.chunk.Segment;

/** A segment is gone, can't be read, or its bytes are not those that were written. Its chunk must be written anew. */
public final class BrokenSegmentException extends RuntimeException {

    BrokenSegmentException(Segment segment) {
        super("The stored file " + segment.name() + " is gone or was changed.");
    }

    BrokenSegmentException(Segment segment, Exception cause) {
        super("The stored file " + segment.name() + " can't be read.", cause);
    }
}
