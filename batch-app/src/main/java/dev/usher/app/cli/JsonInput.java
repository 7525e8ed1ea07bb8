package dev.usher.app.cli;

import dev.usher.app.cli.report.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** JSON objects that were typed, or that stand in files. */
final class JsonInput {

    private static final String FILE = "@";

    private final Shell shell;

    JsonInput(Shell shell) {
        this.shell = shell;
    }

    /**
     * The value of an option.
     *
     * @param typed an object, or {@code @} and the name of a file with one
     */
    ObjectNode value(String option, String typed) {
        return typed.startsWith(FILE) ? file(option, typed.substring(FILE.length())) : object(option, typed);
    }

    /** @param name {@code -} for standard input */
    ObjectNode file(String option, String name) {
        try (var in = GivenFiles.STANDARD_STREAM.equals(name)
                ? shell.surroundings().in()
                : Files.newInputStream(GivenFiles.requireInput(name))) {
            return object(option, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UsageException(option + ": " + name + " can't be read.", e);
        }
    }

    private static ObjectNode object(String option, String text) {
        try {
            if (Json.read(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new UsageException(
                    option + " is no JSON"
                            + (at == null ? "" : ": look at line " + at.getLineNr() + ", column " + at.getColumnNr())
                            + ". A key may stand in it once.",
                    e);
        }
        throw new UsageException(option + " takes a JSON object: {\"key\": \"value\"}.");
    }
}
