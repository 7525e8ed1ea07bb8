package dev.usher.jobs.testkit;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Delta;
import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.exporting.field.ExportField;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An export that is described option by option and then run; made by {@link ImportJobHarness#export()}. */
public final class AnExport {

    private final ImportJobHarness harness;
    private Path target;
    private @Nullable Connection connection;
    private @Nullable Instant updatedSince;
    private @Nullable String q;
    private @Nullable Long limit;
    private Fields fields = Fields.DEFAULTS;
    private Format format = Format.NDJSON;
    private CsvEscape escape = CsvEscape.NONE;
    private boolean gzip;
    private boolean replace;
    private @Nullable Delta delta;

    AnExport(ImportJobHarness harness) {
        this.harness = harness;
        this.target = harness.file("users");
    }

    public AnExport of(Connection one) {
        connection = one;
        return this;
    }

    public AnExport updatedSince(Instant moment) {
        updatedSince = moment;
        return this;
    }

    public AnExport found(String query) {
        q = query;
        return this;
    }

    /** @param since null for all users */
    public AnExport changesSince(@Nullable Instant since, boolean tombstones) {
        updatedSince = since;
        delta = new Delta(tombstones);
        return this;
    }

    public AnExport limit(long users) {
        limit = users;
        return this;
    }

    public AnExport fields(String... names) {
        fields = new Fields(Stream.of(names).map(ExportField::named).toList(), false, false);
        return this;
    }

    public AnExport allFields(boolean credentials) {
        fields = new Fields(List.of(), true, credentials);
        return this;
    }

    public AnExport csv() {
        format = Format.CSV;
        return this;
    }

    public AnExport escape(CsvEscape mode) {
        escape = mode;
        return this;
    }

    public AnExport gzip(boolean packed) {
        gzip = packed;
        return this;
    }

    public AnExport to(Path file) {
        target = file;
        return this;
    }

    public AnExport replacing() {
        replace = true;
        return this;
    }

    public Path target() {
        return target;
    }

    public FinishedExport run() {
        return harness.run(
                connection,
                new UserExportRequest(
                        connection == null ? null : connection.id(),
                        updatedSince,
                        q,
                        limit,
                        fields,
                        format,
                        escape,
                        new Target(target.toString(), false, String.valueOf(target.getFileName()), gzip, replace),
                        delta));
    }

    /** Goes on with a job. */
    public FinishedExport restart(FinishedExport before) {
        return harness.runExport(before.jobId());
    }

    /** The file, unpacked. */
    public String text() {
        try (InputStream in = Files.newInputStream(target)) {
            var data = gzip ? new GZIPInputStream(in) : in;
            return new String(data.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
