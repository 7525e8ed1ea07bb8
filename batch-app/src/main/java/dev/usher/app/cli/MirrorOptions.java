package dev.usher.app.cli;

import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.importing.UserImportRequest.Mirror;
import dev.usher.jobs.importing.UserImportRequest.Mirror.Action;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of users who are missing from the file. */
final class MirrorOptions {

    @Option(
            names = "--mirror",
            paramLabel = "ACTION",
            description = "With --upsert: block or delete the users of the connection who are missing from the file.")
    @Nullable
    String action;

    @Option(
            names = "--mirror-max-users",
            paramLabel = "N",
            description = "Guard: apply nothing at all if this would meet more users (default: 500).")
    @Nullable
    Long maxUsers;

    @Option(
            names = "--mirror-max-percent",
            paramLabel = "P",
            description = "Guard: the same in percent of the users, rounded up to a whole user (default: 5).")
    @Nullable
    BigDecimal maxPercent;

    @Option(
            names = "--mirror-min-rows",
            paramLabel = "M",
            description = "Guard: apply nothing at all if the file has fewer rows (default: 1).")
    @Nullable
    Long minRows;

    @Option(
            names = "--mirror-grace",
            paramLabel = "K",
            description = "Only users who are missing in K runs, one after the other (default: 1).")
    @Nullable
    Integer graceRuns;

    @Option(
            names = "--override-guard",
            paramLabel = "ONCE",
            description = "Let this one run pass, whatever the guards say.")
    @Nullable
    String override;

    /** @throws UsageException if it is not what can be meant */
    @Nullable
    Mirror mirror(boolean upsert, Optional<FileSource> source) {
        if (action == null) {
            if (Stream.of(maxUsers, maxPercent, minRows, graceRuns, override).anyMatch(given -> given != null)) {
                throw new UsageException(
                        "--mirror-… and --override-guard are about users who are missing from the file: add --mirror"
                                + " block or --mirror delete, or leave them out.");
            }
            return null;
        }
        if (!upsert) {
            throw new UsageException("--mirror needs --upsert: most users of the file exist.");
        }
        if (source.filter(FileSource::takesAll).isPresent()) {
            throw new UsageException(
                    "--mirror takes the newest file, and not all: who is missing from an older one is not gone.");
        }
        try {
            return new Mirror(action(action), maxUsers, maxPercent, minRows, graceRuns, overrides());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--mirror-…: " + e.getMessage(), e);
        }
    }

    private static Action action(String literal) {
        return switch (literal.toLowerCase(Locale.ROOT)) {
            case "block" -> Action.BLOCK;
            case "delete" -> Action.DELETE;
            default -> throw new UsageException("--mirror takes block or delete, not '" + literal + "'.");
        };
    }

    /** The word is to be typed, so that nobody leaves it in a script without a thought. */
    private boolean overrides() {
        if (override != null && !override.equalsIgnoreCase("once")) {
            throw new UsageException("--override-guard takes ONCE, not '" + override + "'.");
        }
        return override != null;
    }
}
