package dev.usher.jobs.testkit;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.user.UserAttribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An import that is described option by option and then run; made by {@link ImportJobHarness#into(Connection)}. */
public final class AnImport {

    private final ImportJobHarness harness;
    private final Connection connection;
    private String name = "users.ndjson";
    private Format format = Format.AUTO;
    private Csv csv = Csv.DEFAULTS;
    private boolean upsert;
    private Metadata metadata = Metadata.REPLACE;
    private Set<UserAttribute> upsertFields = Set.of();
    private boolean dryRun;
    private @Nullable String maxErrors;
    private @Nullable Path errorsTo;
    private UserImportRequest.@Nullable Mirror mirror;

    AnImport(ImportJobHarness harness, Connection connection) {
        this.harness = harness;
        this.connection = connection;
    }

    public AnImport upsert() {
        return upsert(true);
    }

    public AnImport upsert(boolean on) {
        upsert = on;
        return this;
    }

    public AnImport metadata(Metadata mode) {
        metadata = mode;
        return this;
    }

    public AnImport upsertFields(UserAttribute... fields) {
        upsertFields = Set.of(fields);
        return this;
    }

    public AnImport dryRun() {
        dryRun = true;
        return this;
    }

    public AnImport maxErrors(String threshold) {
        maxErrors = threshold;
        return this;
    }

    public AnImport errorsTo(Path file) {
        errorsTo = file;
        return this;
    }

    /** Makes it an upsert, too. */
    public AnImport mirror(UserImportRequest.Mirror what) {
        mirror = what;
        return upsert();
    }

    public AnImport named(String fileName) {
        name = fileName;
        return this;
    }

    public AnImport format(Format theFormat) {
        format = theFormat;
        return this;
    }

    public AnImport csv(Csv options) {
        csv = options;
        return this;
    }

    /** Imports a file of these lines; single quotes stand for double ones. */
    public FinishedImport rows(String... lines) {
        return run(String.join("\n", lines).replace('\'', '"') + "\n");
    }

    /** Imports a file with this text as it is. */
    public FinishedImport run(String text) {
        return run(ImportJobHarness.utf8(text));
    }

    public FinishedImport run(byte[] bytes) {
        var file = harness.file("input");
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(file);
    }

    public FinishedImport run(Path file) {
        var rejects = errorsTo;
        return harness.run(
                connection,
                new UserImportRequest(
                        connection.id(),
                        new UserImportRequest.Input(file.toString(), false, name, format),
                        csv,
                        upsert,
                        metadata,
                        upsertFields,
                        dryRun,
                        maxErrors,
                        rejects == null ? null : rejects.toString(),
                        mirror));
    }
}
