package dev.usher.app.cli;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.security.client.ClientCredentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher clients}: who may call the REST API. */
@Command(
        name = "clients",
        header = "List, create, rotate and delete clients of the REST API.",
        synopsisSubcommandLabel = "COMMAND")
final class ClientsCommand {

    private final Shell shell;

    ClientsCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(header = "List all clients.")
    int list(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            var clients = engine.clients().list();
            if (json) {
                shell.printJson(clients.stream().map(ClientDocument::of).toList());
            } else {
                shell.print(ClientDocument.text(clients));
            }
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Create a client and print its secret, this once.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  usher clients create nightly-sync --scope \"read:users create:users\"",
                "  usher clients create admin --all-scopes --json"
            })
    int create(
            @Parameters(paramLabel = "NAME", description = "For people; need not be unique.") String name,
            @Mixin ScopeOptions scopes,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        if (name.isBlank()) {
            throw new UsageException("A client needs a name by which people know it.");
        }
        var chosen = scopes.chosen();
        try (var engine = shell.start()) {
            show(engine.clients().create(name.strip(), chosen), json);
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Replace the secret of a client and print the new one, this once.",
            description = {"", "Tokens that it got for the old secret stay good until they expire."})
    int rotate(
            @Parameters(paramLabel = "ID") String clientId,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            show(engine.clients().rotate(clientId).orElseThrow(() -> unknown(clientId)), json);
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Delete a client.",
            description = {"", "Within seconds none of its tokens is good any more."})
    int delete(
            @Parameters(paramLabel = "ID") String clientId,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        try (var engine = shell.start()) {
            var client = engine.clients().find(clientId).orElseThrow(() -> unknown(clientId));
            if (!shell.confirmed("Delete the client " + clientId + " (" + client.name() + ")?", yes)) {
                shell.say("Nothing was deleted.");
                return ExitCode.UNEXPECTED.number();
            }
            engine.clients().delete(clientId);
            shell.say("Deleted " + clientId + ".");
        }
        return ExitCode.OK.number();
    }

    private void show(ClientCredentials credentials, boolean json) {
        if (json) {
            shell.printJson(ClientDocument.of(credentials));
        } else {
            shell.print(ClientDocument.text(credentials));
        }
        shell.say("Keep the secret: it is shown this once and stored nowhere.");
    }

    private static ProblemException unknown(String clientId) {
        return new ProblemException(
                ProblemType.CLIENT_NOT_FOUND,
                "There is no client '" + clientId + "'. 'usher clients list' shows all with their ids.");
    }
}
