package dev.usher.jobs.importing.source;

import org.jspecify.annotations.Nullable;

/**
 * What an input turned out to be. Its parts are plain values, because a job keeps them for its restart.
 *
 * @param bomLengthBytes length of the byte order mark (or marks) before the first record of the unpacked input; 0 if none
 * @param dialect present exactly if the format is CSV
 */
public record InputDescription(
        InputFormat format,
        boolean gzip,
        int bomLengthBytes,
        @Nullable CsvDialect dialect) {

    public InputDescription {
        if ((format == InputFormat.CSV) != (dialect != null)) {
            throw new IllegalArgumentException("a dialect belongs to CSV and only to CSV");
        }
    }
}
