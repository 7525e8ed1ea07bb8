package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.answer.Moment;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.exporting.field.InvalidFieldsException;
import dev.usher.jobs.external.FileTarget;
import dev.usher.jobs.search.InvalidQueryException;
import dev.usher.jobs.search.UserQuery;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The body of an export's request. */
final class ExportOptions {

    private static final int MAX_NAME = 100;
    private static final int MAX_FILE_NAME = 200;
    private static final int MAX_QUERY = 100_000;
    private static final Set<String> MEMBERS = Set.of(
            "connection_id",
            "format",
            "limit",
            "fields",
            "all_fields",
            "include_credentials",
            "csv_escape",
            "updated_since",
            "q",
            "gzip",
            "target");

    /** Auth0's word for lines of JSON is json. */
    private enum FileFormat {
        JSON,
        NDJSON,
        CSV
    }

    private final RequestObject body;

    ExportOptions(RequestObject body) {
        this.body = requireKnown(body);
    }

    /** @throws ApiException if there is a member that no export has */
    static RequestObject requireKnown(RequestObject body) {
        return body.requireOnly(MEMBERS);
    }

    Optional<String> connectionId() {
        return body.text("connection_id", MAX_NAME);
    }

    boolean includesCredentials() {
        return body.flag("include_credentials", false);
    }

    /**
     * @param connectionId null for all connections
     * @param stored where the file goes in the store, if it is to be downloaded
     */
    UserExportRequest request(@Nullable String connectionId, Supplier<Path> stored) {
        var format = body.choice("format", FileFormat.class).orElse(FileFormat.CSV) == FileFormat.CSV
                ? Format.CSV
                : Format.NDJSON;
        var fields = fields();
        var request = new UserExportRequest(
                connectionId,
                updatedSince(),
                query(),
                body.integer("limit", 1).orElse(null),
                fields,
                format,
                body.choice("csv_escape", CsvEscape.class).orElse(fields.all() ? CsvEscape.NONE : CsvEscape.AUTH0),
                target(format, stored));
        try {
            var unused = request.selection();
        } catch (InvalidFieldsException e) {
            throw ApiException.invalidBody(String.valueOf(e.getMessage()), "fields");
        }
        return request;
    }

    private Target target(Format format, Supplier<Path> stored) {
        return body.object("target").map(this::external).orElseGet(() -> download(format, stored));
    }

    private Target download(Format format, Supplier<Path> stored) {
        boolean gzip = body.flag("gzip", true);
        return new Target(stored.get().toString(), true, name(format, gzip), gzip, false);
    }

    /** Packed if its name says so, as on the command line, unless the request says otherwise. */
    private Target external(RequestObject target) {
        target.requireOnly(Set.of("store", "name", "replace"));
        var store = target.requireText("store", MAX_NAME);
        var name = target.requireText("name", MAX_FILE_NAME);
        boolean replace = target.flag("replace", false);
        boolean gzip = body.flag("gzip", name.toLowerCase(Locale.ROOT).endsWith(".gz"));
        try {
            return Target.of(new FileTarget(store, name), gzip, replace);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalidBody(String.valueOf(e.getMessage()), "target.name");
        }
    }

    private static String name(Format format, boolean gzip) {
        return "users" + (format == Format.CSV ? ".csv" : ".json") + (gzip ? ".gz" : "");
    }

    private Fields fields() {
        boolean all = body.flag("all_fields", false);
        var named = body.objects("fields").stream().map(ExportOptions::field).toList();
        if (all && !named.isEmpty()) {
            throw ApiException.invalidBody("Choose one of fields and all_fields", "fields");
        }
        return new Fields(named, all, includesCredentials());
    }

    private static ExportField field(RequestObject field) {
        field.requireOnly(Set.of("name", "export_as"));
        return new ExportField(
                field.requireText("name", MAX_NAME),
                field.text("export_as", MAX_NAME).orElse(null));
    }

    private @Nullable String query() {
        var q = body.text("q", MAX_QUERY);
        q.ifPresent(ExportOptions::requireQuery);
        return q.orElse(null);
    }

    private static void requireQuery(String q) {
        try {
            var unused = UserQuery.parse(q);
        } catch (InvalidQueryException e) {
            throw ApiException.of(400, String.valueOf(e.getMessage()), "invalid_query_string");
        }
    }

    private @Nullable Instant updatedSince() {
        return body.text("updated_since", MAX_NAME).map(ExportOptions::instant).orElse(null);
    }

    private static Instant instant(String text) {
        try {
            return Moment.parse(text);
        } catch (DateTimeException e) {
            throw ApiException.invalidBody(
                    "Object didn't pass validation for format date-time: " + text, "updated_since");
        }
    }
}
