package dev.usher.jobs.importing.rejection;

import java.util.List;

/**
 * A rejected record: where its bytes are, and what is wrong with it.
 *
 * @param offsetBytes 0-based, in the unpacked file
 * @param lengthBytes without the line end
 */
public record RejectedRecord(long record, long offsetBytes, long lengthBytes, List<StoredRowError> errors) {}
