package dev.usher.app;

import static java.util.stream.Collectors.toMap;

import dev.usher.jobs.testkit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder below {@code samples}.
 *
 * @param root the folder of the project, from which the commands are typed
 */
record Sample(Path root, String name) {

    /** Begins the names of the files that hold what exports write. */
    static final String EXPORT_PREFIX = "expected-export-";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");
    private static final Pattern EXPORTED = Pattern.compile("[a-z0-9-]+\\.(ndjson|csv)(\\.gz)?");

    /** Those whose commands are typed; others are settings of a server. */
    static List<Sample> all() {
        var root = Project.root();
        try (Stream<Path> folders = Files.list(root.resolve("samples"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("command")))
                    .map(folder -> new Sample(root, folder.getFileName().toString()))
                    .sorted((a, b) -> a.name.compareTo(b.name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sample named(String name) {
        return all().stream().filter(s -> s.name.equals(name)).findFirst().orElseThrow();
    }

    Path folder() {
        return root.resolve("samples").resolve(name);
    }

    /** The lines of the file {@code command}: what is typed behind {@code usher}, one command a line. */
    List<String> commands() {
        return read("command").lines().toList();
    }

    /** What people read, with commands over several lines joined. */
    String readme() {
        return read("README.md").replaceAll("\\\\\\n *", "");
    }

    /**
     * The arguments of a command, with the paths of its files made independent of the working directory.
     *
     * @param exports the folder of files that have no folder: those that the sample exports
     */
    List<String> arguments(String command, Path exports) {
        var arguments = new ArrayList<String>();
        for (var word = WORD.matcher(command); word.find(); ) {
            var text = Objects.requireNonNullElse(word.group(1), word.group());
            arguments.add(argument(text, exports));
        }
        return List.copyOf(arguments);
    }

    private String argument(String text, Path exports) {
        if (text.startsWith("samples/")) {
            return root.resolve(text).toString();
        }
        return EXPORTED.matcher(text).matches() ? exports.resolve(text).toString() : text;
    }

    /** The names of the files that it exports, packed ones without their ending, and what they hold. */
    Map<String, String> expectedExports() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(EXPORT_PREFIX))
                    .collect(toMap(file -> file.substring(EXPORT_PREFIX.length()), this::read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each command answers, in their order. */
    List<JsonNode> expectedSummaries() {
        return JSON.readTree(read("expected-summary.json")).valueStream().toList();
    }

    /** The errors of all rejected rows of all commands; none if there is no such file. */
    List<JsonNode> expectedErrors() {
        return has("expected-errors.ndjson") ? readLines("expected-errors.ndjson") : List.of();
    }

    /** Whether it says which users there are in the end. */
    boolean tellsUsers() {
        return has("expected-users.ndjson");
    }

    List<JsonNode> expectedUsers() {
        return readLines("expected-users.ndjson");
    }

    private boolean has(String file) {
        return Files.exists(folder().resolve(file));
    }

    private List<JsonNode> readLines(String file) {
        return read(file).lines().map(JSON::readTree).toList();
    }

    private String read(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
