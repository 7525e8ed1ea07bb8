package dev.usher.app.cli;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which row errors are shown, and how. */
final class ErrorListOptions {

    private static final int SHOWN = 100;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many records at most (default: 100; with --jsonl and --csv all).")
    @Nullable
    Integer limit;

    @Option(names = "--after", paramLabel = "RECORD", description = "Only records that stand after this one.")
    long after;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Option(names = "--jsonl", description = "Print one JSON object a line.")
    boolean jsonLines;

    @Option(names = "--csv", description = "Print CSV.")
    boolean csv;

    void check() {
        if (limit != null && limit < 1) {
            throw new UsageException("--limit must be at least 1.");
        }
        if (Stream.of(json, jsonLines, csv).filter(chosen -> chosen).count() > 1) {
            throw new UsageException("Choose one of --json, --jsonl and --csv.");
        }
    }

    boolean streams() {
        return jsonLines || csv;
    }

    long most() {
        if (limit != null) {
            return limit;
        }
        return streams() ? Long.MAX_VALUE : SHOWN;
    }
}
