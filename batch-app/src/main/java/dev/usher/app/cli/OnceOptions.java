package dev.usher.app.cli;

import java.util.List;
import picocli.CommandLine.ParseResult;

/** Options of an import or export that are for somebody who is there: a schedule could only drop them. */
final class OnceOptions {

    private static final List<OnceOptions> ALL = List.of(
            new OnceOptions(
                    "writes on this machine, and you may not be there when the schedule fires: leave it out."
                            + " 'usher jobs rejects JOB FILE' writes what a run rejected.",
                    "--errors-to"),
            new OnceOptions("is for one job, and a schedule makes many: leave it out.", "--idempotency-key"),
            new OnceOptions("is for somebody who follows the job: leave it out.", "--wait", "--detach", "--timeout"),
            new OnceOptions(
                    "is for the command that creates or changes the schedule: type it in front of --.",
                    "--json",
                    "--server",
                    "--profile",
                    "--token-file",
                    "--local"));

    private final String reason;
    private final List<String> names;

    private OnceOptions(String reason, String... names) {
        this.reason = reason;
        this.names = List.of(names);
    }

    /** @throws UsageException if one of them was typed */
    static void refuse(ParseResult typed) {
        ALL.forEach(options -> options.refuseIn(typed));
        if (typed.hasMatchedOption("--force") && !typed.hasMatchedOption("--to")) {
            boolean mayGoElsewhere = typed.commandSpec().findOption("--to") != null;
            throw new UsageException("--force is for files of this machine, and a schedule writes none: leave it out."
                    + (mayGoElsewhere ? " It goes with --to, for a file that each run replaces." : ""));
        }
    }

    private void refuseIn(ParseResult typed) {
        names.stream().filter(typed::hasMatchedOption).findFirst().ifPresent(name -> {
            throw new UsageException(name + " " + reason);
        });
    }
}
