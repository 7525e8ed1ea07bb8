package dev.usher.jobs.exporting.chunk;

/**
 * The bytes of a chunk, as they will stand in the file; one gzip member if the file is packed.
 *
 * @param name of the stored file
 * @param crc32c of those bytes
 */
public record Segment(String name, long rows, long sizeBytes, long crc32c) {}
