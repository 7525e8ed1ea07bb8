package dev.usher.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What came of a typed command. */
record Typed(int exitCode, String out, String err) {

    /** Types a command that must not start the application. */
    static Typed offline(String... arguments) {
        return type(
                "",
                Map.of(),
                () -> {
                    throw new AssertionError("This command needs no database.");
                },
                arguments);
    }

    static Typed on(FakeEngine engine, String... arguments) {
        return type("", Map.of(), () -> engine, arguments);
    }

    static Typed type(String input, Map<String, String> environment, EngineStarter starter, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                environment,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        int exitCode = UsherCommandLine.run(List.of(arguments), surroundings, starter);
        return new Typed(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
