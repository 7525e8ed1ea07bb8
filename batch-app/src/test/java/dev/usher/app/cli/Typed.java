package dev.usher.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What came of a typed command. */
record Typed(int exitCode, String out, String err) {

    private static final ServerStarter NO_SERVER = strict -> {
        throw new AssertionError("no server was expected");
    };

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

    /** Types a command whose standard output is closed when it has taken some bytes. */
    static Typed intoClosedPipe(FakeEngine engine, int bytes, String... arguments) {
        var out = new ByteArrayOutputStream();
        return type("", Map.of(), () -> engine, NO_SERVER, out, new BreakingStream(out, bytes), arguments);
    }

    /** Types {@code usher serve}. */
    static Typed serve(ServerStarter servers, String... options) {
        var out = new ByteArrayOutputStream();
        return type(
                "",
                Map.of(),
                () -> {
                    throw new AssertionError("no engine was expected");
                },
                servers,
                out,
                out,
                Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new));
    }

    static Typed type(String input, Map<String, String> environment, EngineStarter starter, String... arguments) {
        var out = new ByteArrayOutputStream();
        return type(input, environment, starter, NO_SERVER, out, out, arguments);
    }

    /** Types a command that asks a server, and must not start the application. */
    static Typed remote(InputStream input, Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        return type(
                input,
                environment,
                () -> {
                    throw new AssertionError("A command that asks a server needs no database.");
                },
                NO_SERVER,
                out,
                out,
                arguments);
    }

    private static Typed type(
            String input,
            Map<String, String> environment,
            EngineStarter starter,
            ServerStarter servers,
            ByteArrayOutputStream out,
            OutputStream rawOut,
            String... arguments) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return type(in, environment, starter, servers, out, rawOut, arguments);
    }

    private static Typed type(
            InputStream input,
            Map<String, String> environment,
            EngineStarter starter,
            ServerStarter servers,
            ByteArrayOutputStream out,
            OutputStream rawOut,
            String... arguments) {
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                input,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                rawOut,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                isolated(environment),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        int exitCode = UsherCommandLine.run(List.of(arguments), surroundings, starter, servers);
        return new Typed(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Whoever runs the tests may be signed in to a server. */
    private static Map<String, String> isolated(Map<String, String> environment) {
        var isolated = new HashMap<>(environment);
        isolated.putIfAbsent("XDG_CONFIG_HOME", "/nowhere");
        return isolated;
    }

    /** Nobody reads it any more after some bytes. */
    private static final class BreakingStream extends FilterOutputStream {

        private int left;

        BreakingStream(OutputStream out, int bytes) {
            super(out);
            this.left = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            if (left == 0) {
                throw new IOException("Broken pipe");
            }
            left--;
            super.write(value);
        }
    }
}
