package dev.usher.app.schedule;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.security.client.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * What a schedule asks for, understood.
 *
 * @param scopes all of which somebody needs who may submit it
 */
public record JobOrder(
        JobRequest request, Optional<String> externalId, boolean sendCompletionEmail, Set<Scope> scopes) {

    /** The same with another request. */
    JobOrder with(JobRequest other) {
        return new JobOrder(other, externalId, sendCompletionEmail, scopes);
    }
}
