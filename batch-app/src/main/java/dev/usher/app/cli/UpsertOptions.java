package dev.usher.app.cli;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of users that exist. */
final class UpsertOptions {

    @Option(names = "--upsert", description = "Update users that exist; without it such a row is rejected.")
    boolean upsert;

    @Option(
            names = "--metadata",
            paramLabel = "MODE",
            description = "With --upsert: replace the user's metadata, or merge them shallow or deep"
                    + " (default: replace).")
    @Nullable
    String metadata;

    @Option(
            names = "--upsert-fields",
            paramLabel = "FIELD",
            split = ",",
            completionCandidates = FieldNames.class,
            description = "With --upsert: change these fields too: ${COMPLETION-CANDIDATES}.")
    List<String> fields = new ArrayList<>();

    Metadata metadata() {
        if (metadata == null) {
            return Metadata.REPLACE;
        }
        requireUpsert("--metadata");
        return switch (metadata.toLowerCase(Locale.ROOT)) {
            case "replace" -> Metadata.REPLACE;
            case "shallow" -> Metadata.SHALLOW;
            case "deep" -> Metadata.DEEP;
            default ->
                throw new UsageException(
                        "'" + metadata + "' is no way to treat metadata. Use replace, shallow or deep.");
        };
    }

    Set<UserAttribute> fields() {
        if (!fields.isEmpty()) {
            requireUpsert("--upsert-fields");
        }
        return fields.stream().map(UpsertOptions::attribute).collect(toUnmodifiableSet());
    }

    private void requireUpsert(String option) {
        if (!upsert) {
            throw new UsageException(option + " says how users that exist are updated: add --upsert, or leave it out.");
        }
    }

    private static UserAttribute attribute(String name) {
        return UserAttribute.findByName(name.strip())
                .filter(UserAttribute.UPSERTABLE_ON_REQUEST::contains)
                .orElseThrow(() -> new UsageException("--upsert-fields does not take '" + name + "'. It takes "
                        + String.join(", ", new FieldNames()) + "."));
    }

    /** What {@code --upsert-fields} takes. */
    static final class FieldNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return UserAttribute.UPSERTABLE_ON_REQUEST.stream()
                    .map(UserAttribute::attributeName)
                    .iterator();
        }
    }
}
