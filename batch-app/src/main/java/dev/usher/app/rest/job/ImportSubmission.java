package dev.usher.app.rest.job;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.launch.Submission;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.upload.Upload;
import dev.usher.jobs.file.FileStore;
import java.util.Optional;

/** Makes a job of an uploaded form; shared by all requests. */
final class ImportSubmission {

    static final int MAX_EXTERNAL_ID = 255;

    private final JobLaunchService launch;
    private final FileStore files;
    private final ImportRequests requests;

    ImportSubmission(JobLaunchService launch, FileStore files, ImportRequests requests) {
        this.launch = launch;
        this.files = files;
        this.requests = requests;
    }

    /**
     * Submits an import. The file of one that is refused, or was submitted before, is removed.
     *
     * @return the job's id
     * @throws ApiException if the form is not complete or wrong
     */
    String submit(Upload upload, String clientId, Optional<String> idempotencyKey) {
        boolean kept = false;
        try {
            var request = new JobRequest.OfImport(requests.of(upload));
            var submitted = launch.submit(request, submission(upload, clientId, idempotencyKey));
            kept = !submitted.repeated();
            return submitted.jobId();
        } finally {
            if (!kept) {
                upload.file().ifPresent(file -> files.delete(file.name()));
            }
        }
    }

    private Submission submission(Upload upload, String clientId, Optional<String> idempotencyKey) {
        var options = requests.options(upload);
        return new Submission(
                options.text("external_id", MAX_EXTERNAL_ID),
                Optional.of(clientId),
                options.flag("send_completion_email", true),
                IdempotencyKeys.of(idempotencyKey, RequestDigest.of(upload)));
    }
}
