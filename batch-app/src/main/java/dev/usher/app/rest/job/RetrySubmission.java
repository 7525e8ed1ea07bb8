package dev.usher.app.rest.job;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.launch.Submission;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.app.status.JobRejects;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.RetryOptions;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Makes a job of the rejected rows of another; shared by all requests. */
final class RetrySubmission {

    private static final Set<String> MEMBERS = Set.of("upsert", "metadata", "external_id", "send_completion_email");

    private final JobRejects rejects;
    private final JobLaunchService launch;
    private final FileStore files;

    RetrySubmission(JobRejects rejects, JobLaunchService launch, FileStore files) {
        this.rejects = rejects;
        this.launch = launch;
        this.files = files;
    }

    /**
     * Submits the import. The copy of the rows for one that is refused, or was submitted before, is removed.
     *
     * @param body what is to be done otherwise
     * @return the new job's id
     */
    String submit(String jobId, RequestObject body, String clientId, Optional<String> idempotencyKey) {
        body.requireOnly(MEMBERS);
        var options = new RetryOptions(
                body.has("upsert") ? Optional.of(body.flag("upsert", false)) : Optional.empty(),
                body.choice("metadata", Metadata.class));
        var submission = new Submission(
                body.text("external_id", ImportSubmission.MAX_EXTERNAL_ID),
                Optional.of(clientId),
                body.flag("send_completion_email", true),
                IdempotencyKeys.of(idempotencyKey, RequestDigest.of("retry-rejected " + jobId + " " + body)));
        return submit(rejects.retry(jobId, options), submission);
    }

    private String submit(UserImportRequest request, Submission submission) {
        boolean kept = false;
        try {
            var submitted = launch.submit(new JobRequest.OfImport(request), submission);
            kept = !submitted.repeated();
            return submitted.jobId();
        } finally {
            if (!kept) {
                files.delete(String.valueOf(Path.of(request.input().path()).getFileName()));
            }
        }
    }
}
