package dev.usher.app.schedule;

import dev.usher.app.problem.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/** Understands requests of jobs as they are sent over HTTP; shared by all threads. */
@FunctionalInterface
public interface JobOrders {

    /**
     * Makes a job of a request. Done when a schedule is made, to see whether it can be, and anew for each of its firings.
     *
     * @param type {@code users_import} or {@code users_export}
     * @throws ProblemException if no job can do that; with a type of its own if there is no connection with the name
     */
    JobOrder read(String type, ObjectNode request);
}
