package dev.usher.jobs.importing;

import dev.usher.jobs.importing.rejection.RejectsFile;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.split.FileParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Writes the rejected records of a job to the file that its request names; shared by workers. */
final class RejectsWriter {

    private final FileParts parts;
    private final RowErrors errors;
    private final JsonMapper json;

    RejectsWriter(FileParts parts, RowErrors errors, JsonMapper json) {
        this.parts = parts;
        this.errors = errors;
        this.json = json;
    }

    /** Does nothing if nobody asked for the file. On a restart it is written anew. */
    void write(ImportRun run) {
        var target = run.request().errorsTo();
        if (target == null) {
            return;
        }
        var input = parts.findInput(run.jobId()).orElseThrow();
        boolean joinLines = input.description().format() == InputFormat.JSON_ARRAY;
        try (var rejects = new RejectsFile(Path.of(target), input.data(), joinLines, json)) {
            var header = input.header();
            if (header != null) {
                rejects.addHeader(header.offsetBytes(), header.lengthBytes());
            }
            errors.forEachRecord(run.jobId(), rejects::add);
            rejects.publish();
        } catch (IOException e) {
            throw new UncheckedIOException("The rejected records can't be written.", e);
        }
    }
}
