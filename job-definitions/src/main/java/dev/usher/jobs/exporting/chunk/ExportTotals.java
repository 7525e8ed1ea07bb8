package dev.usher.jobs.exporting.chunk;

/** @param openChunks chunks without a segment */
public record ExportTotals(long rows, long openChunks) {}
