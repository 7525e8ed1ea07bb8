package dev.usher.app.rest.job;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.Caller;
import dev.usher.app.security.client.Scope;
import dev.usher.app.status.JobStatusService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows, restarts and stops jobs. */
@RestController
@RequestMapping("/api/v2/jobs")
final class JobController {

    private final JobLaunchService launch;
    private final JobStatusService status;
    private final JobBodies bodies;

    JobController(JobLaunchService launch, JobStatusService status, JobBodies bodies) {
        this.launch = launch;
        this.status = status;
        this.bodies = bodies;
    }

    @GetMapping("/{id}")
    @AnyScope({Scope.CREATE_USERS, Scope.READ_USERS, Scope.READ_JOBS})
    JobBody job(@PathVariable String id, Caller caller) {
        return bodies.require(JobIds.require(id), caller);
    }

    /**
     * A page of jobs, newest first.
     *
     * @param from what the page before said is next
     * @param take how many at most
     */
    @GetMapping
    @AnyScope(Scope.READ_JOBS)
    JobPageBody jobs(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(name = "connection_id", required = false) @Nullable String connectionId,
            @RequestParam(name = "created_from", required = false) @Nullable String createdFrom,
            @RequestParam(name = "created_before", required = false) @Nullable String createdBefore,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(defaultValue = "50") String take,
            Caller caller) {
        var query = new JobQuery(status, type, connectionId, createdFrom, createdBefore, from, take);
        // One more than asked for tells whether there is a next page.
        var jobs = this.status.list(query.filter(), query.limit() + 1);
        var page = jobs.subList(0, Math.min(jobs.size(), query.limit()));
        return new JobPageBody(
                page.stream().map(job -> bodies.of(job, caller)).toList(),
                jobs.size() > page.size() ? JobQuery.cursor(page.get(page.size() - 1)) : null);
    }

    @PostMapping("/{id}/stop")
    @AnyScope(Scope.UPDATE_JOBS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobBody stop(@PathVariable String id) {
        launch.stop(JobIds.require(id));
        return bodies.withoutLinks(id);
    }

    @DeleteMapping("/{id}")
    @AnyScope(Scope.UPDATE_JOBS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        launch.delete(JobIds.require(id));
    }

    @PostMapping("/{id}/restart")
    @AnyScope(Scope.UPDATE_JOBS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobBody restart(@PathVariable String id) {
        launch.restart(JobIds.require(id));
        return bodies.withoutLinks(id);
    }
}
