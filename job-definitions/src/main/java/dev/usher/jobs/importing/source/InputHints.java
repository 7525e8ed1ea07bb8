package dev.usher.jobs.importing.source;

import org.jspecify.annotations.Nullable;

/**
 * What the caller says about an input.
 *
 * @param fileName decides only where the content leaves a choice; empty for standard input
 * @param format overrides detection
 * @param dialect overrides detection
 */
public record InputHints(
        String fileName,
        @Nullable InputFormat format,
        @Nullable CsvDialect dialect) {

    public static InputHints named(String fileName) {
        return new InputHints(fileName, null, null);
    }

    public static InputHints of(InputFormat format) {
        return new InputHints("", format, null);
    }
}
