package dev.usher.app.rest.job;

import dev.usher.app.rest.upload.Uploads;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.Caller;
import dev.usher.app.security.client.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes the files of imports. */
@RestController
final class ImportJobController {

    private static final String FILE_PART = "users";

    private final Uploads uploads;
    private final ImportSubmission imports;
    private final JobBodies bodies;

    ImportJobController(Uploads uploads, ImportSubmission imports, JobBodies bodies) {
        this.uploads = uploads;
        this.imports = imports;
        this.bodies = bodies;
    }

    @PostMapping("/api/v2/jobs/users-imports")
    @AnyScope(Scope.CREATE_USERS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobBody importUsers(
            HttpServletRequest request,
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> idempotencyKey) {
        var upload = uploads.read(request, FILE_PART);
        return bodies.submitted(imports.submit(upload, caller.clientId(), idempotencyKey));
    }
}
