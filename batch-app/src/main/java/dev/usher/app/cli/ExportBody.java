package dev.usher.app.cli;

import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.field.ExportField;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An export as the members of a request's body. */
final class ExportBody {

    private ExportBody() {}

    static Map<String, Object> members(Optional<String> connectionId, UserExportRequest draft) {
        var members = new LinkedHashMap<String, Object>();
        connectionId.ifPresent(id -> members.put("connection_id", id));
        members.put("format", draft.format() == Format.CSV ? "csv" : "ndjson");
        members.put("gzip", draft.target().gzip());
        var external = draft.target().external();
        if (external != null) {
            members.put(
                    "target",
                    Map.of(
                            "store", external.store(),
                            "name", external.name(),
                            "replace", draft.target().replace()));
        }
        var limit = draft.limit();
        if (limit != null) {
            members.put("limit", limit);
        }
        var since = draft.updatedSince();
        if (since != null) {
            members.put("updated_since", since.toString());
        }
        var q = draft.q();
        if (q != null) {
            members.put("q", q);
        }
        var fields = draft.fields();
        if (fields.all()) {
            members.put("all_fields", true);
        } else if (!fields.named().isEmpty()) {
            members.put("fields", fields.named().stream().map(ExportBody::field).toList());
        }
        if (fields.credentials()) {
            members.put("include_credentials", true);
        }
        if (draft.format() == Format.CSV) {
            members.put("csv_escape", draft.csvEscape().name().toLowerCase(Locale.ROOT));
        }
        return members;
    }

    private static Map<String, String> field(ExportField field) {
        var members = new LinkedHashMap<String, String>();
        members.put("name", field.name());
        var as = field.exportAs();
        if (as != null) {
            members.put("export_as", as);
        }
        return members;
    }
}
