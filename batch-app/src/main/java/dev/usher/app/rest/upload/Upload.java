package dev.usher.app.rest.upload;

import dev.usher.jobs.file.StoredFile;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a form.
 *
 * @param file the file, if there was a part for it; it is the caller's to delete
 * @param fileName what the client calls it; may be anything, so it is never used as a path
 * @param sha256 of the file, lower-case hex; empty without one
 * @param texts all other parts by name, of several with the same name the last
 */
public record Upload(Optional<StoredFile> file, String fileName, String sha256, Map<String, String> texts) {}
