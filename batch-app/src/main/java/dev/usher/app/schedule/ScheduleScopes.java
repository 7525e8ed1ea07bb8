package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.security.client.Scope;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What somebody must be allowed to do who lets a schedule submit a job; shared by all threads. */
@FunctionalInterface
public interface ScheduleScopes {

    /**
     * All scopes that are needed.
     *
     * @param type {@code users_import} or {@code users_export}
     * @throws ProblemException if no job can do what is asked for
     */
    Set<Scope> of(String type, ObjectNode request);
}
