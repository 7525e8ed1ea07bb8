package dev.usher.app.rest.job;

import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import dev.usher.app.status.JobStatusService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Counts what is wrong with the rows of a job. Apart from the job itself, which is asked for every second. */
@RestController
final class JobReportController {

    private final JobStatusService status;

    JobReportController(JobStatusService status) {
        this.status = status;
    }

    @GetMapping("/api/v2/jobs/{id}/report")
    @AnyScope({Scope.CREATE_USERS, Scope.READ_USERS, Scope.READ_JOBS})
    JobReportBody report(@PathVariable String id) {
        var job = status.require(JobIds.require(id));
        return JobReportBody.of(job, status.errorCounts(id), status.warnings(id));
    }
}
