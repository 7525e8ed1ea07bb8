package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import dev.usher.app.status.JobStatusService;
import dev.usher.jobs.user.StorableText;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says who is missing from the file of an import that mirrors it. */
@RestController
final class JobAbsentUsersController {

    private static final int MOST = 1_000;

    private final JobStatusService status;

    JobAbsentUsersController(JobStatusService status) {
        this.status = status;
    }

    /**
     * A page of users, in the order of their ids.
     *
     * @param from what the page before said is next
     * @param take how many at most
     */
    @GetMapping("/api/v2/jobs/{id}/absent-users")
    @AnyScope({Scope.CREATE_USERS, Scope.READ_USERS})
    AbsentUserPageBody absentUsers(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "50") String take) {
        var job = status.require(JobIds.require(id));
        int limit = QueryValue.integer("take", take, 1, MOST);
        if (!StorableText.isStorable(from)) {
            throw ApiException.invalidQuery("This is not the next of a page", "from");
        }
        // One more than asked for tells whether there is a next page.
        return AbsentUserPageBody.of(status.absentUsers(job.id(), from, limit + 1), limit);
    }
}
