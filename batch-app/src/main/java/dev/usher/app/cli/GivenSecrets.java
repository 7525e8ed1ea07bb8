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
final class GivenSecrets {

    private static final String CLIENT_ID = "USHER_CLIENT_ID";
    private static final String SECRET = "USHER_CLIENT_SECRET";
    private static final String SECRET_FILE = "USHER_CLIENT_SECRET_FILE";
    private static final int MOST_BYTES = 1 << 16;

    private final Shell shell;

    GivenSecrets(Shell shell) {
        this.shell = shell;
    }

    /**
     * The first line of a file.
     *
     * @param what the option or variable that names it
     * @param file {@code -} for standard input
     */
    String read(String what, String file) {
        return required(what, file, firstLine(what, file).strip());
    }

    /** The first line of a file as it is, blanks included. */
    String readPassword(String what, String file) {
        return required(what, file, firstLine(what, file));
    }

    private static String required(String what, String file, String line) {
        if (line.isEmpty()) {
            throw new UsageException(what + ": " + file + " is empty.");
        }
        return line;
    }

    private String firstLine(String what, String file) {
        try (var in = GivenFiles.STANDARD_STREAM.equals(file)
                ? shell.surroundings().in()
                : Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
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
        return typed(question).map(String::strip);
    }

    /**
     * Asks for a new password, twice, as it is, blanks included; empty if there is no terminal.
     *
     * @throws UsageException if the answers differ
     */
    Optional<String> askedPassword() {
        var first = typed("New password: ");
        if (!first.equals(first.isEmpty() ? first : typed("Once more: "))) {
            throw new UsageException("The two passwords differ. Nothing was changed.");
        }
        return first;
    }

    private Optional<String> typed(String question) {
        return Optional.ofNullable(System.console())
                // Newer Java has a console also where there is no terminal.
                .filter(console -> shell.surroundings().inIsTerminal())
                .map(console -> console.readPassword("%s", question))
                .map(String::new);
    }
}
