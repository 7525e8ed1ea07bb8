package dev.usher.jobs.file;

import java.time.Instant;

/**
 * A finished file in the store.
 *
 * @param name made by the store; never a name that a user gave
 * @param storedAt by the clock of the storage
 */
public record StoredFile(String name, long sizeBytes, Instant storedAt) {}
