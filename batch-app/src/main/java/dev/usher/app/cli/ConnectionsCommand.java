package dev.usher.app.cli;

import dev.usher.app.cli.report.Table;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionConflictException;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Strategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher connections}: where users come from. */
@Command(
        name = "connections",
        header = "List, create, change and delete connections.",
        synopsisSubcommandLabel = "COMMAND")
final class ConnectionsCommand {

    private final Shell shell;

    @Mixin
    ServerOptions server = new ServerOptions();

    ConnectionsCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(header = "List all connections.")
    int list(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            var connections = desk.connections().list();
            if (json) {
                shell.printJson(connections.stream().map(ConnectionDocument::of).toList());
                return ExitCode.OK.number();
            }
            var table = Table.of("id", "name", "strategy");
            connections.forEach(c -> table.add(c.id(), c.name(), c.strategy().name()));
            shell.print(table.toString());
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Create a connection.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--strategy",
                            required = true,
                            paramLabel = "STRATEGY",
                            description = "auth0 (database), email, sms, or a social or enterprise one such as"
                                    + " google-oauth2 or samlp.")
                    String strategy,
            @Mixin ConnectionChoices choices,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        var chosen = ConnectionChoices.strategy(strategy);
        var options = choices.rules(name, chosen, ConnectionOptions.DEFAULTS).options();
        requireName(name, chosen, options);
        try (var desk = shell.desk(server)) {
            print(desk.connections().create(name, chosen, options), json);
        } catch (ConnectionConflictException e) {
            throw new UsageException(e.getMessage() + " 'usher connections update " + name + "' changes it.", e);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show a connection and what its rows must and must not give.")
    int show(
            @Parameters(paramLabel = "NAME|ID") String connection,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            print(ConnectionLookup.require(desk.connections(), connection), json);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Change the options of a connection; what is not named stays as it is.")
    int update(
            @Parameters(paramLabel = "NAME|ID") String connection,
            @Mixin ConnectionChoices choices,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            var found = ConnectionLookup.require(desk.connections(), connection);
            var options = choices.rules(found.name(), found.strategy(), found.options())
                    .options();
            print(desk.connections().updateOptions(found.id(), options), json);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Delete a connection that has no users.")
    int delete(
            @Parameters(paramLabel = "NAME|ID") String connection,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        try (var desk = shell.desk(server)) {
            var found = ConnectionLookup.require(desk.connections(), connection);
            if (!shell.confirmed("Delete the connection " + found.name() + "?", yes)) {
                shell.say("Nothing was deleted.");
                return ExitCode.UNEXPECTED.number();
            }
            desk.connections().delete(found.id());
            shell.say("Deleted " + found.name() + ".");
        }
        return ExitCode.OK.number();
    }

    private void print(Connection connection, boolean json) {
        if (json) {
            shell.printJson(ConnectionDocument.of(connection));
        } else {
            shell.print(ConnectionDocument.text(connection));
        }
    }

    private static void requireName(String name, Strategy strategy, ConnectionOptions options) {
        try {
            new Connection("con_0000000000000000", name, strategy, options);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
