package dev.usher.app.cli;

import dev.usher.app.cli.remote.Profiles;
import dev.usher.app.cli.report.Json;
import dev.usher.jobs.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What every command has at hand: streams, common options, and the application if it is needed. */
final class Shell {

    private final Surroundings surroundings;
    private final EngineStarter starter;
    private final CommonOptions options;

    Shell(Surroundings surroundings, EngineStarter starter, CommonOptions options) {
        this.surroundings = surroundings;
        this.starter = starter;
        this.options = options;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** For what can be done in the database only. */
    Engine start() {
        return starter.start();
    }

    /** The server that is to be asked, or else the database itself. */
    JobDesk desk(ServerOptions typed) {
        return new Servers(this).desk(typed).orElseGet(() -> new LocalDesk(this, start()));
    }

    Profiles profiles() {
        return new Profiles(Profiles.defaultFile(surroundings.environment()));
    }

    /** A variable of the environment; an empty one counts as none. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(surroundings.environment().get(name)).filter(value -> !value.isEmpty());
    }

    boolean quiet() {
        return options.quiet;
    }

    boolean verbose() {
        return options.verbose;
    }

    boolean colored(boolean terminal) {
        return terminal && !options.noColor && !surroundings.noColor();
    }

    Path home() {
        return EmbeddedPostgres.defaultHome(surroundings.environment());
    }

    /** Data on standard output. */
    void print(String text) {
        surroundings.out().print(text);
        surroundings.out().flush();
    }

    void printJson(Object document) {
        print(Json.write(document) + "\n");
    }

    /** What would be on standard output if that were not taken by data of another kind. */
    void printAside(String text) {
        surroundings.err().print(text);
        surroundings.err().flush();
    }

    /** A remark for people, kept from them with {@code --quiet}. */
    void say(String sentence) {
        if (!options.quiet) {
            warn(sentence);
        }
    }

    /** A remark that must be seen. */
    void warn(String sentence) {
        surroundings.err().println(sentence);
    }

    /** Whether the person agrees; without a terminal only {@code --yes} does. */
    boolean confirmed(String question, boolean yes) {
        if (yes) {
            return true;
        }
        if (!surroundings.inIsTerminal()) {
            throw new UsageException(question + " There is no terminal to ask on: add --yes if you are sure.");
        }
        return asked(question + " [y/N] ")
                .filter(line -> line.toLowerCase(Locale.ROOT).matches("y|yes"))
                .isPresent();
    }

    /** What the person answers; empty without a terminal. */
    Optional<String> asked(String question) {
        if (!surroundings.inIsTerminal()) {
            return Optional.empty();
        }
        surroundings.err().print(question);
        surroundings.err().flush();
        try {
            var line = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8)).readLine();
            return Optional.ofNullable(line).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the answer from the terminal.", e);
        }
    }
}
