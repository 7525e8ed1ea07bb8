package dev.usher.app.cli;

import dev.usher.app.cli.remote.ClientSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where secrets come from: a file, the environment, or a terminal that does not show them; never from an option itself, which
 * every process of the machine could read.
 */
final class Secrets {

    private static final String CLIENT_ID = "USHER_CLIENT_ID";
    private static final String SECRET = "USHER_CLIENT_SECRET";
    private static final String SECRET_FILE = "USHER_CLIENT_SECRET_FILE";
    private static final int MOST_BYTES = 1 << 16;

    private final Shell shell;

    Secrets(Shell shell) {
        this.shell = shell;
    }

    /**
     * The first line of a file.
     *
     * @param what the option or variable that names it
     * @param file {@code -} for standard input
     */
    String read(String what, String file) {
        try (var in = GivenFiles.STANDARD_STREAM.equals(file)
                ? shell.surroundings().in()
                : Files.newInputStream(Path.of(file))) {
            var line = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            if (line.isEmpty()) {
                throw new UsageException(what + ": " + file + " is empty.");
            }
            return line;
        } catch (IOException e) {
            throw new UsageException(what + ": " + file + " can't be read.", e);
        }
    }

    /** The client that the environment names. */
    Optional<ClientSecret> ofEnvironment() {
        return clientId().flatMap(id -> secret().map(secret -> new ClientSecret(id, secret)));
    }

    Optional<String> clientId() {
        return shell.variable(CLIENT_ID);
    }

    Optional<String> secret() {
        return shell.variable(SECRET).or(() -> shell.variable(SECRET_FILE).map(file -> read(SECRET_FILE, file)));
    }

    /** Asks on the terminal, without showing what is typed; empty if there is none. */
    Optional<String> asked(String question) {
        return Optional.ofNullable(System.console())
                // Newer Java has a console also where there is no terminal.
                .filter(console -> shell.surroundings().inIsTerminal())
                .map(console -> console.readPassword("%s", question))
                .map(typed -> new String(typed).strip());
    }
}
