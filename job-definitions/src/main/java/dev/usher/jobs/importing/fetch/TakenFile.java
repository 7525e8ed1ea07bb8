package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a job took from its source.
 *
 * @param file null if it took none
 * @param stored name of the copy in the file store; null until that is whole
 * @param place where the file was when last heard of
 * @param remark why nothing is imported; null if the file is
 */
public record TakenFile(
        @Nullable ExternalFile file,
        @Nullable String stored,
        Place place,
        @Nullable Remark remark) {}
