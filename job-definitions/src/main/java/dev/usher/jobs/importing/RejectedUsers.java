package dev.usher.jobs.importing;

import dev.usher.jobs.importing.rejection.RejectedUser;
import java.util.function.Consumer;

/** The rejected records of jobs as people may see them: what they give, without secrets, and what is wrong. */
public interface RejectedUsers {

    /**
     * Hands over rejected records in the order of the file, one at a time. Of a job that has not gathered them yet they are
     * read from its input; if that is gone or changed, what they gave is missing.
     *
     * <p>In memory are one record, of more than a megabyte some members only, and the errors of a thousand.
     *
     * @param afterRecord only later records; 0 for the first page
     * @param limit how many at most
     */
    void forEach(String jobId, long afterRecord, long limit, Consumer<RejectedUser> consumer);
}
