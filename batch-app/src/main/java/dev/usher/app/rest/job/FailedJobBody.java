package dev.usher.app.rest.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.usher.app.rest.answer.Moment;
import dev.usher.app.status.JobView;
import dev.usher.jobs.importing.ImportFailedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A job that failed as a whole, where a list of rows would be expected.
 *
 * @param statusDetails why; of a file that is no JSON Auth0's own sentence, which its clients compare
 * @param statusReason why, with the place in the file where there is one
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record FailedJobBody(
        String id,
        String type,
        String status,
        @Nullable String connectionId,
        @Nullable String connection,
        String createdAt,
        String statusDetails,
        @Nullable String statusCode,
        String statusReason) {

    static FailedJobBody of(JobView job) {
        var reason = job.statusDetails().orElse("");
        return new FailedJobBody(
                job.id(),
                job.type(),
                job.status().literal(),
                job.connectionId().orElse(null),
                job.connection().orElse(null),
                Moment.text(job.createdAt()),
                reason.startsWith(ImportFailedException.NOT_JSON) ? ImportFailedException.NOT_JSON : reason,
                job.statusCode().orElse(null),
                reason);
    }
}
