package dev.usher.app.rest.job;

import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.Caller;
import dev.usher.app.security.client.Scope;
import dev.usher.app.status.JobRejects;
import dev.usher.jobs.importing.RejectedRecords;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Hands out the rejected records of imports, to be mended, and tries them again as they are. */
@RestController
@RequestMapping("/api/v2/jobs/{id}")
final class JobRejectsController {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String NDJSON = "application/x-ndjson";

    private final JobRejects rejects;
    private final RejectedRecords records;
    private final RetrySubmission retries;
    private final JobBodies bodies;

    JobRejectsController(JobRejects rejects, RejectedRecords records, RetrySubmission retries, JobBodies bodies) {
        this.rejects = rejects;
        this.records = records;
        this.retries = retries;
        this.bodies = bodies;
    }

    /** The records as they were uploaded: with password hashes and MFA secrets, if they had any. */
    @GetMapping("/rejects")
    @AnyScope(Scope.READ_USER_CREDENTIALS)
    void rejects(@PathVariable String id, HttpServletResponse response) throws IOException {
        var gathered = rejects.requireGathered(JobIds.require(id));
        attach(response, gathered.fileName(), gathered.csv() ? CSV : NDJSON);
        response.setContentLengthLong(gathered.sizeBytes());
        records.copyRecords(id, response.getOutputStream());
    }

    /** What is wrong with the records of that file, an object in each line. */
    @GetMapping("/rejects/errors")
    @AnyScope({Scope.CREATE_USERS, Scope.READ_USERS})
    void errors(@PathVariable String id, HttpServletResponse response) throws IOException {
        var gathered = rejects.requireGathered(JobIds.require(id));
        attach(response, gathered.errorsFileName(), NDJSON);
        records.copyErrors(id, response.getOutputStream());
    }

    private static void attach(HttpServletResponse response, String fileName, String contentType) {
        response.setContentType(contentType);
        var disposition = ContentDisposition.attachment().filename(fileName).build();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition.toString());
    }

    @PostMapping("/retry-rejected")
    @AnyScope(Scope.CREATE_USERS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobBody retry(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable JsonNode body,
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> idempotencyKey) {
        var options = RequestObject.of(body == null ? JsonNodeFactory.instance.objectNode() : body);
        return bodies.submitted(retries.submit(JobIds.require(id), options, caller.clientId(), idempotencyKey));
    }
}
