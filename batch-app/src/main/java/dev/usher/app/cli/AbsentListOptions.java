package dev.usher.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which users who are missing are shown, and how. */
final class AbsentListOptions {

    private static final int SHOWN = 100;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (default: 100; with --jsonl all).")
    @Nullable
    Integer limit;

    @Option(names = "--after", paramLabel = "USER_ID", description = "Only users whose id comes after this one.")
    String after = "";

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Option(names = "--jsonl", description = "Print one JSON object a line.")
    boolean jsonLines;

    void check() {
        if (limit != null && limit < 1) {
            throw new UsageException("--limit must be at least 1.");
        }
        if (json && jsonLines) {
            throw new UsageException("Choose one of --json and --jsonl.");
        }
    }

    long most() {
        if (limit != null) {
            return limit;
        }
        return jsonLines ? Long.MAX_VALUE : SHOWN;
    }
}
