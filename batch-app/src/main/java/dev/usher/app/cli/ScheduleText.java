package dev.usher.app.cli;

import dev.usher.app.cli.report.Table;
import dev.usher.app.cli.report.Texts;
import dev.usher.app.schedule.Misfire;
import dev.usher.app.schedule.RunView;
import dev.usher.app.schedule.ScheduleView;
import dev.usher.app.status.MirrorDocument;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schedules as people read them. */
final class ScheduleText {

    private ScheduleText() {}

    static String list(List<ScheduleView> schedules) {
        var table = Table.of("id", "name", "type", "when", "zone", "next", ">missed");
        schedules.forEach(s ->
                table.add(s.id(), s.name(), s.type(), s.cronInWords(), s.zone(), next(s), Texts.count(s.missedRuns())));
        return table.toString();
    }

    private static String next(ScheduleView schedule) {
        if (schedule.paused()) {
            return "paused";
        }
        return schedule.nextFireTimes().isEmpty()
                ? "never"
                : schedule.nextFireTimes().get(0).local();
    }

    static String of(ScheduleView s) {
        var text = new StringBuilder()
                .append(s.id())
                .append("  ")
                .append(s.name())
                .append(s.paused() ? "  (paused)" : "")
                .append(s.declared() ? "  (declared in the configuration)" : "")
                .append('\n');
        line(text, "when", s.cronInWords() + "  (" + s.cron() + ", " + s.zone() + ")");
        if (s.connection() != null) {
            line(text, "connection", Texts.printable(s.connection()));
        }
        line(text, "job", s.type() + " " + Texts.printable(s.request().toString()));
        line(
                text,
                "if missed",
                s.misfire() == Misfire.RUN_ONCE ? "runs once, as soon as a server is there" : "is skipped");
        line(text, "overlap", s.allowOverlap() ? "allowed" : "a firing is skipped while the job before has not ended");
        line(text, "missed", Texts.count(s.missedRuns()));
        var next = Table.of("next", "UTC");
        s.nextFireTimes().forEach(time -> next.add(time.local(), Texts.moment(time.utc())));
        if (!s.nextFireTimes().isEmpty()) {
            text.append('\n').append(next);
        }
        var runs = s.lastRuns();
        if (runs != null && !runs.isEmpty()) {
            text.append('\n').append(runs(runs));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-10s %s\n", name, value));
    }

    private static String runs(List<RunView> runs) {
        var table = Table.of("fired (UTC)", "why", "outcome", "job", "status", "");
        runs.forEach(run -> table.add(
                Texts.moment(run.fireTime()),
                literal(run.kind()),
                literal(run.outcome()),
                Objects.requireNonNullElse(run.jobId(), "-"),
                status(run),
                Stream.of(
                                Optional.ofNullable(run.detail()),
                                Optional.ofNullable(run.mirror()).map(ScheduleText::mirror))
                        .flatMap(Optional::stream)
                        .map(Texts::printable)
                        .collect(Collectors.joining("; "))));
        return table.toString();
    }

    private static String status(RunView run) {
        var status = Objects.requireNonNullElse(run.jobStatus(), "-");
        return run.jobStatusCode() == null ? status : status + " (" + run.jobStatusCode() + ")";
    }

    private static String mirror(MirrorDocument mirror) {
        boolean deletes = mirror.action().equals("delete");
        var done = Texts.count(Objects.requireNonNullElse(deletes ? mirror.deleted() : mirror.blocked(), 0L))
                + (deletes ? " deleted, " : " blocked, ") + Texts.count(mirror.unblocked()) + " unblocked";
        var found = Texts.count(mirror.missing()) + " missing, " + Texts.count(mirror.due()) + " to be "
                + (deletes ? "deleted" : "blocked");
        boolean begun = mirror.mirrored().gone() + mirror.unblocked() > 0;
        return "mirror " + mirror.outcome().replace('_', ' ')
                + switch (mirror.outcome()) {
                    case "applied" -> ": " + Texts.count(mirror.missing()) + " missing, " + done;
                    case "refused" -> " (" + mirror.reason() + "): " + (begun ? found + ", " : "") + done;
                    default -> ": " + found + (begun ? ", " + done : "");
                };
    }

    private static String literal(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
