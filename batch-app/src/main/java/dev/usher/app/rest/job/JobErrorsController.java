package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.JsonCharset;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.app.rest.job.FailedRows.Selection;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Says what is wrong with the rows of an import, or with all of it. */
@RestController
final class JobErrorsController {

    private final JobStatusService status;
    private final FailedRows rows;
    private final JsonMapper json;

    JobErrorsController(JobStatusService status, FailedRows rows, JsonMapper json) {
        this.status = status;
        this.rows = rows;
        this.json = json;
    }

    /**
     * An array of the rejected rows; an object if the job failed and no row was the reason; nothing at all if there is
     * nothing wrong (so far). All rows, unless the request says otherwise.
     *
     * @param after only rows after this record
     * @param take how many rows at most
     * @param positions whether to add where in the file each error is
     */
    @GetMapping("/api/v2/jobs/{id}/errors")
    @AnyScope({Scope.CREATE_USERS, Scope.READ_USERS})
    void errors(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String take,
            @RequestParam(name = "include_positions", defaultValue = "false") String positions,
            HttpServletResponse response)
            throws IOException {
        var job = status.require(JobIds.require(id));
        var selection = new Selection(
                after == null ? 0 : QueryValue.atLeast("after", after, 0),
                take == null ? Long.MAX_VALUE : QueryValue.atLeast("take", take, 1),
                QueryValue.flag("include_positions", positions));
        if (!status.errors(id, 0, 1).isEmpty()) {
            response.setContentType(JsonCharset.JSON_UTF_8);
            rows.write(id, selection, response.getOutputStream());
        } else if (job.status() == JobStatus.FAILED && job.work() instanceof JobView.Import) {
            response.setContentType(JsonCharset.JSON_UTF_8);
            response.getOutputStream().write(json.writeValueAsBytes(FailedJobBody.of(job)));
        } else {
            response.setStatus(HttpStatus.NO_CONTENT.value());
        }
    }
}
