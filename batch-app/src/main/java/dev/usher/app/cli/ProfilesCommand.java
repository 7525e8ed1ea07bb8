package dev.usher.app.cli;

import dev.usher.app.cli.remote.Profile;
import dev.usher.app.cli.report.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher profiles}: the servers that somebody signed in to. */
@Command(
        name = "profiles",
        header = "List, choose and delete the servers that you signed in to.",
        synopsisSubcommandLabel = "COMMAND")
final class ProfilesCommand {

    private final Shell shell;

    ProfilesCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(header = "List all profiles; * is the one in use.")
    int list(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        var profiles = shell.profiles().list();
        var current = shell.profiles().current().map(Profile::name).orElse("");
        if (json) {
            shell.printJson(profiles.stream()
                    .map(profile -> document(profile, profile.name().equals(current)))
                    .toList());
        } else if (profiles.isEmpty()) {
            shell.say("There are none: usher login URL");
        } else {
            var table = Table.of("", "name", "server", "client");
            profiles.forEach(profile -> table.add(
                    profile.name().equals(current) ? "*" : "",
                    profile.name(),
                    profile.server().base(),
                    profile.client().id()));
            shell.print(table.toString());
        }
        return ExitCode.OK.number();
    }

    private static Map<String, Object> document(Profile profile, boolean current) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", profile.name());
        document.put("server", profile.server().base());
        document.put("client_id", profile.client().id());
        document.put("current", current);
        return document;
    }

    @Command(header = "Use a profile from now on.")
    int use(@Parameters(paramLabel = "NAME") String name) {
        if (!shell.profiles().use(name)) {
            throw unknown(name);
        }
        shell.say("Commands ask the server of " + name + " from now on.");
        return ExitCode.OK.number();
    }

    @Command(header = "Forget a profile and the secret in it.")
    int delete(@Parameters(paramLabel = "NAME") String name) {
        forget(shell, name);
        return ExitCode.OK.number();
    }

    static void forget(Shell shell, String name) {
        var profiles = shell.profiles();
        if (profiles.find(name).isEmpty()) {
            throw unknown(name);
        }
        profiles.delete(name);
        shell.say("Forgot " + name + ". The client itself still exists at the server.");
    }

    private static UsageException unknown(String name) {
        return new UsageException("There is no profile '" + name + "'. 'usher profiles list' shows all.");
    }
}
