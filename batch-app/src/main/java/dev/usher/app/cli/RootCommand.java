package dev.usher.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code usher} itself. */
@Command(
        name = "usher",
        header = "Usher moves users in and out of PostgreSQL in bulk.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  usher import users.json --connection Username-Password-Authentication",
            "  usher export users.csv.gz --connection acme",
            "  usher validate users.csv --strategy auth0",
            "  usher jobs list",
            "",
            "The database is an embedded PostgreSQL in ~/.usher (or USHER_HOME), started on",
            "demand, unless SPRING_DATASOURCE_URL names another.",
            "'usher help exit-codes' explains how commands end."
        })
final class RootCommand implements Runnable {

    @Mixin
    final CommonOptions options;

    @Option(names = "--version", versionHelp = true, order = 104, description = "Show the version.")
    boolean version;

    @Spec
    CommandSpec spec = CommandSpec.create();

    RootCommand(CommonOptions options) {
        this.options = options;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
    }
}
