package dev.usher.app.cli;

import dev.usher.app.schedule.Misfire;
import dev.usher.app.schedule.ScheduleChange;
import dev.usher.app.schedule.ScheduleDraft;
import dev.usher.app.schedule.ScheduleView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher schedules}: jobs that servers submit again and again. */
@Command(
        name = "schedules",
        header = "List, create, change, run and delete schedules of jobs.",
        synopsisSubcommandLabel = "COMMAND")
final class SchedulesCommand {

    private static final String WORDS =
            "After --: the import or export, as it would be typed without 'usher': -- export users.csv.gz -c acme";

    private final Shell shell;

    @Mixin
    ServerOptions server = new ServerOptions();

    SchedulesCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(header = "List all schedules.")
    int list(@Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            var schedules = desk.schedules().list();
            if (json) {
                shell.printJson(schedules);
            } else {
                shell.print(ScheduleText.list(schedules));
            }
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Create a schedule; servers fire it, by the clock of the database.",
            customSynopsis = "usher schedules create NAME --cron=EXPRESSION [OPTIONS] -- import|export ...",
            description = {
                "",
                "A cron expression has six fields: seconds, minutes, hours, days of the month, months, days of the week."
                        + " A local time that the clock skips fires as much later; one that comes twice fires the first"
                        + " time, unless the hours are a *."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  usher schedules create nightly --cron '0 30 2 * * ?' --zone Europe/Berlin \\",
                "      -- export users.csv.gz --connection acme",
                "  usher schedules create changes --cron '0 0 * * * ?' --delta --tombstones \\",
                "      -- export users.ndjson"
            })
    int create(
            @Parameters(index = "0", paramLabel = "NAME", description = "Letters, digits, blanks, dots, _ and -.")
                    String name,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "JOB", description = WORDS) List<String> job,
            @Option(names = "--cron", required = true, paramLabel = "EXPRESSION", description = "As 0 30 2 * * ?")
                    String cron,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            defaultValue = "UTC",
                            description = "By which times are meant, as Europe/Berlin (default: UTC).")
                    String zone,
            @Option(
                            names = "--misfire",
                            paramLabel = "WHAT",
                            defaultValue = "RUN_ONCE",
                            description = "If no server was there in time: run_once (default) when one is, however many"
                                    + " firings were missed, or skip.")
                    Misfire misfire,
            @Option(names = "--allow-overlap", description = "Fire also while the job before has not ended.")
                    boolean overlap,
            @Option(names = "--paused", description = "Do not fire until it is resumed.") boolean paused,
            @Mixin DeltaOptions delta,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            var typed = new ScheduledWords(shell, desk.connections()).read(job);
            delta.addTo(typed);
            print(
                    desk.schedules()
                            .create(new ScheduleDraft(
                                    name,
                                    cron,
                                    zone,
                                    typed.type(),
                                    typed.request(),
                                    misfire,
                                    overlap,
                                    paused,
                                    Optional.empty())),
                    json);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show a schedule, its next firings and its last runs.")
    int show(
            @Parameters(paramLabel = "NAME|ID") String schedule,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            print(desk.schedules().require(schedule), json);
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Change a schedule; what is not named stays as it is.",
            customSynopsis = "usher schedules update NAME|ID [OPTIONS] [-- import|export ...]")
    int update(
            @Parameters(index = "0", paramLabel = "NAME|ID") String schedule,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "JOB", description = WORDS) @Nullable
                    List<String> job,
            @Option(names = "--name", paramLabel = "NAME") @Nullable String name,
            @Option(names = "--cron", paramLabel = "EXPRESSION") @Nullable String cron,
            @Option(names = "--zone", paramLabel = "ZONE") @Nullable String zone,
            @Option(names = "--misfire", paramLabel = "WHAT", description = "run_once or skip") @Nullable
                    Misfire misfire,
            @Option(names = "--allow-overlap", paramLabel = "true|false", arity = "1") @Nullable Boolean overlap,
            @Mixin DeltaOptions delta,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            var typed =
                    Optional.ofNullable(job).map(words -> new ScheduledWords(shell, desk.connections()).read(words));
            delta.addTo(typed);
            typed.ifPresent(
                    t -> t.requireType(desk.schedules().require(schedule).type()));
            var change = new ScheduleChange(
                    Optional.ofNullable(name),
                    Optional.ofNullable(cron),
                    Optional.ofNullable(zone),
                    typed.map(ScheduledWords.Typed::request),
                    Optional.ofNullable(misfire),
                    Optional.ofNullable(overlap));
            print(desk.schedules().update(schedule, change), json);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Let a schedule not fire until it is resumed.")
    int pause(
            @Parameters(paramLabel = "NAME|ID") String schedule,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            print(desk.schedules().pause(schedule), json);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Let a paused schedule fire again; what it would have fired is not made up for.")
    int resume(
            @Parameters(paramLabel = "NAME|ID") String schedule,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            print(desk.schedules().resume(schedule), json);
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "run-now",
            header = "Let a server submit the job of a schedule now.",
            description = {"", "Also of one that is paused. The next firing comes at its time all the same."})
    int runNow(
            @Parameters(paramLabel = "NAME|ID") String schedule,
            @Option(
                            names = "--override-guard",
                            paramLabel = "ONCE",
                            description = "ONCE: let this one run go past the guards of its mirror.")
                    @Nullable
                    String override,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        if (override != null && !override.equalsIgnoreCase("once")) {
            throw new UsageException("--override-guard: only ONCE is possible, for this one run.");
        }
        try (var desk = shell.desk(server)) {
            var run = desk.schedules().runNow(schedule, override != null);
            if (json) {
                shell.printJson(run);
            }
            shell.say("A server takes it on within seconds; 'usher schedules show " + schedule
                    + "' says what came of it.");
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Delete a schedule with what is noted of its runs; its jobs stay.")
    int delete(
            @Parameters(paramLabel = "NAME|ID") String schedule,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        try (var desk = shell.desk(server)) {
            var found = desk.schedules().require(schedule);
            if (!shell.confirmed("Delete the schedule " + found.name() + "?", yes)) {
                shell.say("Nothing was deleted.");
                return ExitCode.UNEXPECTED.number();
            }
            desk.schedules().delete(found.id());
            shell.say("Deleted " + found.name() + ".");
        }
        return ExitCode.OK.number();
    }

    private void print(ScheduleView schedule, boolean json) {
        if (json) {
            shell.printJson(schedule);
        } else {
            shell.print(ScheduleText.of(schedule));
        }
    }
}
