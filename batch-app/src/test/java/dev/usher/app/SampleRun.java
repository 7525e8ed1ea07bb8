package dev.usher.app;

import static java.util.stream.Collectors.toMap;

import dev.usher.app.cli.Engine;
import dev.usher.app.cli.EngineStarter;
import dev.usher.app.cli.Server;
import dev.usher.app.cli.Surroundings;
import dev.usher.app.cli.UsherCommandLine;
import dev.usher.app.status.JobView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Types the commands of samples into the real command line, and gathers what comes back; one per sample. */
final class SampleRun {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What differs from run to run, or, of packed files, from machine to machine. */
    private static final List<String> VOLATILE =
            List.of("id", "type", "connection_id", "duration_ms", "rows_per_second", "file", "bytes", "sha256");

    private static final Pattern JOB_ID = Pattern.compile("job_\\w{16}");

    private static final Set<String> ANSWERED_IN_JSON = Set.of("import", "validate", "export", "credentials");

    private final Engine engine;
    private final JdbcClient jdbc;
    private final List<JsonNode> summaries = new ArrayList<>();
    private final List<JsonNode> errors = new ArrayList<>();
    private final List<JsonNode> users = new ArrayList<>();
    private final Path exports;

    private record Answer(int exit, String out, String err) {}

    /** @param exports the folder for what the sample exports */
    SampleRun(Engine engine, JdbcClient jdbc, Path exports) {
        this.engine = engine;
        this.jdbc = jdbc;
        this.exports = exports;
    }

    List<JsonNode> summaries() {
        return summaries;
    }

    List<JsonNode> errors() {
        return errors;
    }

    /** Attributes that a user has; none in a sample that does not tell its users. */
    List<JsonNode> users() {
        return users;
    }

    /** What was exported by the names of the files, packed ones unpacked. */
    Map<String, String> exports() {
        try (Stream<Path> files = Files.list(exports)) {
            return files.collect(
                    toMap(file -> file.getFileName().toString().replaceFirst("\\.gz$", ""), SampleRun::text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var data = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
            return new String(data.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(Sample sample) {
        sample.commands().forEach(command -> run(sample, command));
        if (sample.tellsUsers()) {
            users.addAll(SampleUsers.read(jdbc));
        }
    }

    /** Keeps the result in the form of a sample's expected files. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            var json = JSON.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
            Files.writeString(folder.resolve("expected-summary.json"), json.writeValueAsString(summaries) + "\n");
            writeLines(folder.resolve("expected-errors.ndjson"), errors);
            writeLines(folder.resolve("expected-users.ndjson"), users);
            for (var export : exports().entrySet()) {
                Files.writeString(folder.resolve(Sample.EXPORT_PREFIX + export.getKey()), export.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeLines(Path file, List<JsonNode> documents) throws IOException {
        Files.deleteIfExists(file);
        if (!documents.isEmpty()) {
            Files.writeString(file, documents.stream().map(d -> d + "\n").collect(Collectors.joining()));
        }
    }

    /** Sentences name jobs, too. */
    private static ObjectNode anonymous(String document) {
        return (ObjectNode) JSON.readTree(JOB_ID.matcher(document).replaceAll("job_ID"));
    }

    private void run(Sample sample, String command) {
        var arguments = new ArrayList<>(sample.arguments(command, exports));
        boolean answersJson = ANSWERED_IN_JSON.contains(arguments.get(0));
        if (answersJson) {
            arguments.add("--json");
        }
        var answer = type(arguments);
        var summary = JSON.createObjectNode().put("command", command).put("exit", answer.exit);
        summaries.add(summary);
        if (!answersJson) {
            return;
        }
        if (answer.out.isBlank()) {
            throw new AssertionError("'" + command + "' ended with " + answer.exit + ": " + answer.err);
        }
        var document = (ObjectNode) JSON.readTree(answer.out);
        var id = document.path("id");
        summary.setAll(anonymous(answer.out).remove(VOLATILE));
        if (id.isString() && !arguments.get(0).equals("export")) {
            addWarnings(id.asString(), summary);
            addErrors(id.asString());
        }
    }

    private void addWarnings(String job, ObjectNode summary) {
        var warnings = engine.status().warnings(job);
        if (!warnings.isEmpty()) {
            var object = summary.putObject("warnings");
            warnings.forEach((sentence, rows) -> object.put(sentence, Math.toIntExact(rows)));
        }
    }

    private void addErrors(String job) {
        var input = ((JobView.Import) engine.status().require(job).work()).inputName();
        type(List.of("jobs", "errors", job, "--jsonl")).out.lines().forEach(line -> {
            var error = (ObjectNode) JSON.readTree(line);
            error.remove("byte_offset");
            errors.add(JSON.createObjectNode().put("input", input).setAll(error));
        });
    }

    private Answer type(List<String> arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = UsherCommandLine.run(
                arguments,
                new Surroundings(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false,
                        false,
                        Map.of("XDG_CONFIG_HOME", "/nowhere"),
                        Clock.systemUTC()),
                starter(),
                SampleRun::noServer);
        return new Answer(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Server noServer(boolean strict) {
        throw new AssertionError("no sample starts a server");
    }

    /** Every command starts the application and closes it; here it goes on to run for the next one. */
    private EngineStarter starter() {
        var keptOpen = (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    return method.getName().equals("close") ? null : method.invoke(engine, arguments);
                });
        return () -> keptOpen;
    }
}
