package dev.usher.app.cli;

import dev.usher.app.cli.report.Table;
import dev.usher.app.cli.report.Texts;
import dev.usher.app.security.token.SigningKey;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher keys}: what signs the tokens of the REST API. */
@Command(
        name = "keys",
        header = "List and rotate the keys that sign tokens of the REST API.",
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

    private final Shell shell;

    KeysCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(header = "List the keys whose tokens are good, the newest first.")
    int list(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            var keys = engine.signingKeys().list();
            if (json) {
                shell.printJson(keys.stream().map(KeysCommand::document).toList());
                return ExitCode.OK.number();
            }
            var table = Table.of("id", "created", "retired");
            keys.forEach(key -> table.add(
                    key.kid(),
                    Texts.moment(key.createdAt()),
                    key.retiredAt().map(Texts::moment).orElse("-")));
            shell.print(table.toString());
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Sign with a new key.",
            description = {
                "",
                "What the old one signed stays good until it expires. With --revoke it does not: within",
                "seconds every client needs a new token."
            })
    int rotate(
            @Option(names = "--revoke", description = "Forget all other keys at once.") boolean revoke,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        if (revoke && !shell.confirmed("Revoke every token?", yes)) {
            shell.say("Nothing was changed.");
            return ExitCode.UNEXPECTED.number();
        }
        try (var engine = shell.start()) {
            var keys = engine.signingKeys();
            shell.say("Tokens are signed with " + (revoke ? keys.revokeAll() : keys.rotate()) + " now.");
        }
        return ExitCode.OK.number();
    }

    private static Map<String, Object> document(SigningKey key) {
        var document = new LinkedHashMap<String, Object>();
        document.put("kid", key.kid());
        document.put("created_at", key.createdAt().toString());
        key.retiredAt().ifPresent(at -> document.put("retired_at", at.toString()));
        return document;
    }
}
