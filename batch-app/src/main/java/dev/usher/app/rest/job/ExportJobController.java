package dev.usher.app.rest.job;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.launch.Submission;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.Caller;
import dev.usher.app.security.client.Scope;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes requests for exports. */
@RestController
final class ExportJobController {

    private static final String PATH = "/api/v2/jobs/users-exports";

    private final JobLaunchService launch;
    private final ExportRequests requests;
    private final JobBodies bodies;

    ExportJobController(JobLaunchService launch, ExportRequests requests, JobBodies bodies) {
        this.launch = launch;
        this.requests = requests;
        this.bodies = bodies;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @AnyScope(Scope.READ_USERS)
    JobBody exportUsers(
            @RequestBody JsonNode body,
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> idempotencyKey) {
        return submit(body, caller, idempotencyKey);
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyScope(Scope.READ_USERS)
    JobBody exportUsersByForm(
            @RequestBody MultiValueMap<String, String> form,
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> idempotencyKey) {
        return submit(ExportForm.json(form), caller, idempotencyKey);
    }

    private JobBody submit(JsonNode body, Caller caller, Optional<String> idempotencyKey) {
        var options = new ExportOptions(RequestObject.of(body));
        if (options.includesCredentials() && !caller.has(Scope.READ_USER_CREDENTIALS)) {
            throw ApiException.insufficientScope(Scope.READ_USER_CREDENTIALS.literal());
        }
        var submission = new Submission(
                Optional.empty(),
                Optional.of(caller.clientId()),
                false,
                IdempotencyKeys.of(idempotencyKey, RequestDigest.of(body.toString())));
        return bodies.submitted(launch.submit(new JobRequest.OfExport(requests.of(options)), submission)
                .jobId());
    }
}
