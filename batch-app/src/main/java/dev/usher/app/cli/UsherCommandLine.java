package dev.usher.app.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** All commands, put together. */
public final class UsherCommandLine {

    private UsherCommandLine() {}

    /**
     * Does what was typed.
     *
     * @param engines called only by commands that need the database
     * @param servers called only by the command that serves
     * @return the exit code for the process
     */
    public static int run(
            List<String> arguments, Surroundings surroundings, EngineStarter engines, ServerStarter servers) {
        var options = new CommonOptions();
        var shell = new Shell(surroundings, engines, options);
        boolean colored = surroundings.outIsTerminal() && !surroundings.noColor() && !arguments.contains("--no-color");
        var failures = new FailureHandler(shell, arguments.contains("--json"));
        return commands(shell, options, servers)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setColorScheme(Help.defaultColorScheme(colored ? Ansi.ON : Ansi.OFF))
                .execute(arguments.toArray(String[]::new));
    }

    private static CommandLine commands(Shell shell, CommonOptions options, ServerStarter servers) {
        var version = new VersionCommand(shell);
        var root = new CommandLine(new RootCommand(options))
                .addSubcommand(new ImportCommand(shell))
                .addSubcommand(new ExportCommand(shell))
                .addSubcommand(new ValidateCommand(shell))
                .addSubcommand(JobFollowCommands.addTo(new JobsCommand(shell, new ServerOptions()), shell))
                .addSubcommand(new SchedulesCommand(shell))
                .addSubcommand(new UsersCommand(shell))
                .addSubcommand(new ConnectionsCommand(shell))
                .addSubcommand(new StoresCommand(shell))
                .addSubcommand(new CredentialsCommand(shell))
                .addSubcommand(new ServeCommand(shell, servers))
                .addSubcommand(new ClientsCommand(shell))
                .addSubcommand(new KeysCommand(shell))
                .addSubcommand(DeliveryCommands.addTo(new WebhooksCommand(shell), shell))
                .addSubcommand(new LoginCommand(shell))
                .addSubcommand(new LogoutCommand(shell))
                .addSubcommand(new ProfilesCommand(shell))
                .addSubcommand(new DbCommand(shell))
                .addSubcommand(version)
                .addSubcommand(new HelpCommand(shell))
                .addSubcommand(new CompletionCommand(shell));
        root.getCommandSpec().versionProvider(version);
        arrangeHelp(root);
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                // @FILE is what an option makes of it, not a file of arguments.
                .setExpandAtFiles(false);
    }

    /** Options stand in the help as they do in the code: what matters first, what is common to all last. */
    private static void arrangeHelp(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n");
        command.getSubcommands().values().forEach(UsherCommandLine::arrangeHelp);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
