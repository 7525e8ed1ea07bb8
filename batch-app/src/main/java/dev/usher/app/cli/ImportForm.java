package dev.usher.app.cli;

import dev.usher.app.cli.report.Json;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.importing.UserImportRequest.Mirror;
import dev.usher.jobs.user.UserAttribute;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An import as the text parts of a form; what is as the server has it anyway is left out. */
final class ImportForm {

    private ImportForm() {}

    static Map<String, String> parts(String connectionId, ImportOrder order) {
        var draft = order.draft();
        var parts = new LinkedHashMap<String, String>();
        parts.put("connection_id", connectionId);
        order.externalId().ifPresent(id -> parts.put("external_id", id));
        var source = draft.input().source();
        if (source != null) {
            parts.put("source", Json.write(SourceMembers.of(source)));
        }
        addRules(parts, draft);
        if (draft.input().format() != Format.AUTO) {
            parts.put("format", literal(draft.input().format()));
        }
        var csv = draft.csv();
        if (csv.delimiter() != null) {
            parts.put("delimiter", csv.delimiter().equals("\t") ? "tab" : csv.delimiter());
        }
        if (!csv.renames().isEmpty()) {
            parts.put("map", Json.write(csv.renames()));
        }
        if (csv.escape() != CsvEscape.NONE) {
            parts.put("csv_escape", literal(csv.escape()));
        }
        return parts;
    }

    private static void addRules(Map<String, String> parts, UserImportRequest draft) {
        if (draft.upsert()) {
            parts.put("upsert", "true");
        }
        if (draft.metadata() != Metadata.REPLACE) {
            parts.put("metadata", literal(draft.metadata()));
        }
        if (!draft.upsertFields().isEmpty()) {
            parts.put(
                    "upsert_fields",
                    draft.upsertFields().stream()
                            .map(UserAttribute::attributeName)
                            .sorted()
                            .collect(Collectors.joining(",")));
        }
        if (draft.dryRun()) {
            parts.put("dry_run", "true");
        }
        var maxErrors = draft.maxErrors();
        if (maxErrors != null) {
            parts.put("max_errors", maxErrors);
        }
        var mirror = draft.mirror();
        if (mirror != null) {
            parts.put("mirror", Json.write(members(mirror)));
        }
        // Whoever waits at a terminal needs no mail.
        parts.put("send_completion_email", "false");
    }

    private static Map<String, Object> members(Mirror mirror) {
        var members = new LinkedHashMap<String, Object>();
        members.put("action", literal(mirror.action()));
        putIfGiven(members, "max_users", mirror.maxUsers());
        putIfGiven(members, "max_percent", mirror.maxPercent());
        putIfGiven(members, "min_rows", mirror.minRows());
        putIfGiven(members, "grace_runs", mirror.graceRuns());
        if (mirror.overrideGuards()) {
            members.put("override_guards", true);
        }
        return members;
    }

    private static void putIfGiven(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static String literal(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
