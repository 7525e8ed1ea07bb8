package dev.usher.app.rest.job;

import static java.util.Objects.requireNonNull;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.rest.upload.Upload;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Input;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.importing.UserImportRequest.Mirror;
import dev.usher.jobs.importing.rejection.ErrorThreshold;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text parts of an import's form. Unknown parts are ignored, as Auth0 does; a part that is empty counts as one that is
 * missing: some clients always send all of them.
 */
final class ImportOptions {

    /** All parts but the file. */
    static final Set<String> PARTS = Set.of(
            "connection_id",
            "source",
            "format",
            "delimiter",
            "map",
            "csv_escape",
            "upsert",
            "upsert_fields",
            "metadata",
            "dry_run",
            "max_errors",
            "mirror",
            "external_id",
            "send_completion_email");

    private final Map<String, String> parts;
    private final JsonMapper json;

    ImportOptions(Upload upload, JsonMapper json) {
        this.json = json;
        this.parts = upload.texts();
    }

    Optional<String> text(String part) {
        var text = Optional.ofNullable(parts.get(part)).filter(given -> !given.isEmpty());
        text.ifPresent(given -> RequestObject.requireStorable(given, part));
        return text;
    }

    /** @throws ApiException if it is longer */
    Optional<String> text(String part, int maxLength) {
        var text = text(part);
        text.filter(given -> given.length() > maxLength).ifPresent(given -> {
            throw ApiException.invalidBody(
                    "String is too long (" + given.length() + " chars), maximum " + maxLength, part);
        });
        return text;
    }

    boolean flag(String part, boolean otherwise) {
        return text(part)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw ApiException.invalidBody("Expected type boolean but found type string", part);
                })
                .orElse(otherwise);
    }

    /** @param jsonOnly whether the file must be a JSON array, whatever the form says */
    Format format(boolean jsonOnly) {
        return jsonOnly ? Format.JSON : choice("format", Format.AUTO);
    }

    /** A JSON object: {@code {"store": "hr", "pattern": "users-*.csv", "take": "newest"}}. */
    Optional<FileSource> source() {
        return text("source").map(text -> SourceBody.read(body(text)));
    }

    private RequestObject body(String text) {
        try {
            return RequestObject.of(json.readTree(text));
        } catch (JacksonException e) {
            throw ApiException.invalidBody("Expected an object", "source");
        }
    }

    UserImportRequest request(String connectionId, Input input) {
        return new UserImportRequest(
                connectionId,
                input,
                csv(),
                flag("upsert", false),
                choice("metadata", Metadata.REPLACE),
                upsertFields(),
                flag("dry_run", false),
                maxErrors(),
                null,
                mirror(input));
    }

    /** A JSON object: {@code {"action": "block", "max_users": 100}}. */
    private @Nullable Mirror mirror(Input input) {
        var asked = text("mirror").map(this::mirror).orElse(null);
        if (asked == null) {
            return null;
        }
        if (!flag("upsert", false)) {
            throw ApiException.invalidBody("A mirror needs upsert=true: most users of the file exist", "mirror");
        }
        if (input.takesAll()) {
            throw ApiException.invalidBody(
                    "A mirror takes the newest file: who is missing from an older one is not gone", "mirror");
        }
        return asked;
    }

    private Mirror mirror(String text) {
        return MirrorMembers.read(tree(text));
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw ApiException.invalidBody("Expected an object", "mirror");
        }
    }

    private UserImportRequest.Csv csv() {
        return new UserImportRequest.Csv(delimiter(), renames(), choice("csv_escape", CsvEscape.NONE));
    }

    private @Nullable String delimiter() {
        return text("delimiter")
                .map(text -> switch (text) {
                    case ",", ";", "\t" -> text;
                    case "tab" -> "\t";
                    default -> throw enumMismatch(text, "delimiter");
                })
                .orElse(null);
    }

    /** A JSON object: {@code {"E-Mail": "email", "Notes": ""}}. */
    private Map<String, String> renames() {
        return text("map").map(this::object).orElse(Map.of());
    }

    private Map<String, String> object(String text) {
        try {
            var object = json.readValue(text, new TypeReference<Map<String, @Nullable String>>() {});
            object.forEach((column, field) -> RequestObject.requireStorable(column + requireNonNull(field), "map"));
            return Map.copyOf(object);
        } catch (JacksonException | NullPointerException e) {
            throw ApiException.invalidBody("Expected an object of texts", "map");
        }
    }

    private Set<UserAttribute> upsertFields() {
        return text("upsert_fields").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(name -> UserAttribute.findByName(name)
                        .filter(UserAttribute.UPSERTABLE_ON_REQUEST::contains)
                        .orElseThrow(() -> enumMismatch(name, "upsert_fields")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private @Nullable String maxErrors() {
        var text = text("max_errors");
        try {
            text.ifPresent(ErrorThreshold::parse);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalidBody(String.valueOf(e.getMessage()), "max_errors");
        }
        return text.orElse(null);
    }

    private <E extends Enum<E>> E choice(String part, E otherwise) {
        return text(part)
                .map(text -> Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .orElseThrow(() -> enumMismatch(text, part)))
                .orElse(otherwise);
    }

    private static ApiException enumMismatch(String value, String part) {
        return ApiException.invalidBody("No enum match for: " + value, part);
    }
}
