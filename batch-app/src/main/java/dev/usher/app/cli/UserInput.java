package dev.usher.app.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a user is to be, from options, a file and a terminal. */
final class UserInput {

    @Option(
            names = {"-c", "--connection"},
            paramLabel = "NAME|ID",
            description = "Where the user comes from; of a user with linked identities, whose e-mail address, username,"
                    + " phone number or password is meant.")
    @Nullable
    String connection;

    @Mixin
    UserAttributes attributes = new UserAttributes();

    @Option(
            names = "--password-file",
            paramLabel = "FILE|-",
            description = "The password is the first line of this file, or of standard input. It is never the value of"
                    + " an option, which every process of the machine could read.")
    @Nullable
    String passwordFile;

    @Option(names = "--ask-password", description = "Ask for it on the terminal, which does not show it.")
    boolean askPassword;

    @Option(
            names = "--from",
            paramLabel = "FILE|-",
            description = "A JSON object with the members that the REST API takes. Options beside it count more.")
    @Nullable
    String from;

    /** The body of a request. A terminal is asked last, when nothing else can be wrong. */
    ObjectNode body(Shell shell) {
        requireOneSource();
        var json = new JsonInput(shell);
        var body = from == null ? JsonNodeFactory.instance.objectNode() : json.file("--from", from);
        if (connection != null) {
            body.put(UserArguments.CONNECTION, connection);
        }
        attributes.putInto(body, json);
        password(new GivenSecrets(shell)).ifPresent(text -> body.put("password", text));
        return body;
    }

    private void requireOneSource() {
        if (passwordFile != null && askPassword) {
            throw new UsageException("Choose one of --password-file and --ask-password.");
        }
        if (GivenFiles.STANDARD_STREAM.equals(from)
                && (askPassword || GivenFiles.STANDARD_STREAM.equals(passwordFile))) {
            throw new UsageException("Standard input can't be both: put one of --from and the password into a file.");
        }
    }

    private Optional<String> password(GivenSecrets secrets) {
        if (passwordFile != null) {
            return Optional.of(secrets.readPassword("--password-file", passwordFile));
        }
        return askPassword
                ? Optional.of(secrets.askedPassword()
                        .orElseThrow(() -> new UsageException(
                                "--ask-password: there is no terminal to ask on. Use --password-file.")))
                : Optional.empty();
    }
}
