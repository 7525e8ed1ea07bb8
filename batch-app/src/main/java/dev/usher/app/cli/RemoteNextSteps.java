package dev.usher.app.cli;

import dev.usher.app.cli.report.NextStep;
import dev.usher.app.status.JobView;
import java.util.ArrayList;
import java.util.List;

/**
 * What is worth typing after a look at a job of a server, which does not tell with what options it was submitted.
 *
 * @param options to be added to each command, so that it asks the same server
 */
record RemoteNextSteps(JobView job, String options) {

    List<NextStep> all() {
        var next = new ArrayList<NextStep>();
        switch (job.status()) {
            case COMPLETED -> {
                if (job.importSummary().filter(s -> s.failed() > 0).isPresent()) {
                    addRejects(next);
                }
            }
            case FAILED, STOPPED -> {
                if (job.statusCode().filter(JobView.TOO_MANY_ERRORS::equals).isPresent()) {
                    addRejects(next);
                } else if (!job.leftoversRemoved()) {
                    next.add(step("continue where it ended", "usher jobs restart " + job.id()));
                }
            }
            case PENDING, PROCESSING -> next.add(step("follow it to its end", "usher jobs watch " + job.id()));
        }
        return next;
    }

    private void addRejects(List<NextStep> next) {
        next.add(step("see what is wrong with each rejected row", "usher jobs errors " + job.id()));
        next.add(step(
                "get the rejected records, to mend and import them",
                "usher jobs rejects " + job.id() + " rejected.ndjson"));
    }

    private NextStep step(String purpose, String command) {
        return new NextStep(purpose, command + options);
    }
}
