package dev.usher.app.cli;

import dev.usher.app.cli.report.AbsentListing;
import dev.usher.app.cli.report.Json;
import dev.usher.app.status.AbsentUser;
import java.util.ArrayList;

/** Prints users who are missing page by page, so that a million of them need no more memory than a hundred. */
final class AbsentPages {

    private final Shell shell;
    private final JobDesk desk;
    private final String jobId;

    AbsentPages(Shell shell, JobDesk desk, String jobId) {
        this.shell = shell;
        this.desk = desk;
        this.jobId = jobId;
    }

    void print(AbsentListOptions options) {
        if (options.jsonLines) {
            desk.absentUsers(jobId, options.after, options.most(), page -> {
                var text = new StringBuilder();
                page.forEach(user ->
                        text.append(Json.write(AbsentListing.document(user))).append('\n'));
                shell.print(text.toString());
            });
        } else {
            printAtOnce(options);
        }
    }

    private void printAtOnce(AbsentListOptions options) {
        var users = new ArrayList<AbsentUser>();
        boolean more = desk.absentUsers(jobId, options.after, options.most(), users::addAll);
        if (options.json) {
            shell.printJson(users.stream().map(AbsentListing::document).toList());
        } else if (users.isEmpty()) {
            shell.say("Nobody is missing, or the job was not asked to mirror its file.");
        } else {
            shell.print(AbsentListing.table(users));
        }
        if (more) {
            shell.say("There may be more: usher jobs absent " + jobId + " --after "
                    + new ShellWords().add(users.get(users.size() - 1).userId()));
        }
    }
}
