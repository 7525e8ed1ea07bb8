package dev.usher.app.cli;

import dev.usher.app.cli.report.Json;
import dev.usher.app.launch.JobRequest;
import dev.usher.jobs.connection.Connections;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the import or export that a schedule is for, which is typed as the command that would do it once. */
final class ScheduledWords {

    private static final Set<String> OBJECTS = Set.of("map", "mirror", "source");
    private static final Set<String> FLAGS = Set.of("upsert", "dry_run");

    private final Shell shell;
    private final Connections connections;

    ScheduledWords(Shell shell, Connections connections) {
        this.shell = shell;
        this.connections = connections;
    }

    /** A job as it is kept with a schedule. */
    record Typed(String type, ObjectNode request) {

        /** @throws UsageException if it is of another type */
        void requireType(String other) {
            if (!type.equals(other)) {
                throw new UsageException(
                        "The schedule is one of " + other + ", which can't be changed. Create another one.");
            }
        }
    }

    /** @throws UsageException if the words make no command, or one that needs somebody to be there */
    Typed read(List<String> words) {
        var options = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "import" -> ofImport(options);
            case "export" -> ofExport(options);
            default ->
                throw new UsageException("A schedule is for an import or an export, not for '" + words.get(0)
                        + "'. Type it after --, as in -- export users.csv.gz --connection acme");
        };
    }

    private Typed ofImport(List<String> options) {
        var command = new ImportCommand(shell);
        parse(command, options);
        if (!command.file.isEmpty()) {
            throw new UsageException("FILE is on this machine, and you may not be there when the schedule fires: name a"
                    + " --source from which servers can take files.");
        }
        var order = command.order();
        var mirror = order.draft().mirror();
        if (mirror != null && mirror.overrideGuards()) {
            throw new UsageException("--override-guard is for one run: leave it out, and give it to that run, as in"
                    + " usher schedules run-now NAME --override-guard ONCE");
        }
        var parts = ImportForm.parts(connectionId(order.connection()), order);
        // That was for somebody who waits at a terminal.
        parts.remove("send_completion_email");
        var request = JsonMapper.shared().createObjectNode();
        parts.forEach((name, text) -> {
            if (OBJECTS.contains(name)) {
                request.set(name, Json.read(text));
            } else if (FLAGS.contains(name)) {
                request.put(name, text.equals("true"));
            } else {
                request.put(name, text);
            }
        });
        return new Typed(JobRequest.OfImport.TYPE, request);
    }

    private Typed ofExport(List<String> options) {
        var command = new ExportCommand(shell);
        parse(command, options);
        var order = command.orderForServers();
        var members = ExportBody.members(order.connection().map(this::connectionId), order.draft());
        return new Typed(JobRequest.OfExport.TYPE, JsonMapper.shared().valueToTree(members));
    }

    private String connectionId(String name) {
        return ConnectionLookup.require(connections, name).id();
    }

    private static void parse(Object command, List<String> options) {
        try {
            OnceOptions.refuse(new CommandLine(command)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setExpandAtFiles(false)
                    .parseArgs(options.toArray(String[]::new)));
        } catch (ParameterException e) {
            throw new UsageException("After --: " + e.getMessage(), e);
        }
    }
}
