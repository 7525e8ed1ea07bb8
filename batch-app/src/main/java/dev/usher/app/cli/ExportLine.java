package dev.usher.app.cli;

import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.exporting.field.ExportField;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command that asks for an export once more, with every option that it needs.
 *
 * @param connection its name; empty for all
 */
record ExportLine(UserExportRequest request, Optional<String> connection) {

    String again() {
        var target = request.target();
        var words = start(target);
        connection.ifPresent(name -> words.add("--connection", name));
        var since = request.updatedSince();
        if (since != null) {
            words.add("--updated-since", since.toString());
        }
        var q = request.q();
        if (q != null) {
            words.add("--q", q);
        }
        addFields(words);
        var limit = request.limit();
        if (limit != null) {
            words.add("--limit", limit.toString());
        }
        words.add("--format", request.format().name().toLowerCase(Locale.ROOT));
        if (request.format() == Format.CSV) {
            // Always: what is the default depends on the fields.
            words.add("--csv-escape", request.csvEscape().name().toLowerCase(Locale.ROOT));
        }
        if (target.replace()) {
            words.add("--force");
        }
        return words.toString();
    }

    private static ShellWords start(Target target) {
        var words = new ShellWords().add("usher", "export");
        if (target.external() != null) {
            return words.add("--to", target.name());
        }
        return words.add(target.stored() ? target.name() : target.path());
    }

    private void addFields(ShellWords words) {
        if (request.fields().all()) {
            words.add("--all-fields");
        } else if (!request.fields().named().isEmpty()) {
            words.add(
                    "--fields",
                    request.fields().named().stream().map(ExportLine::text).collect(Collectors.joining(",")));
        }
        if (request.fields().credentials()) {
            words.add("--include-credentials");
        }
    }

    private static String text(ExportField field) {
        return field.exportAs() == null ? field.name() : field.name() + "=" + field.exportAs();
    }
}
