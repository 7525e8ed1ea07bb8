package dev.usher.app.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the job of a run found out about users who are missing from its file, and did about them: the same as in the document
 * of the job.
 *
 * @param action what happens to a user who is due, as it was asked for
 * @param outcome {@code planned}, also of a dry run; {@code over_guard}; {@code refused}, so that nothing (more) was done;
 *     {@code applied}
 * @param reason why it was refused, as a word
 * @param users to whom the action could have happened; of them the guards count
 * @param due those of the missing who have no run of grace left; the others are {@code waiting}
 * @param returning users whom a mirror had blocked, and a row names again
 * @param blocked null if the action is to delete
 * @param deleted null if the action is to block
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunMirror(
        String action,
        String outcome,
        @Nullable String reason,
        long users,
        long missing,
        long due,
        long waiting,
        long returning,
        @Nullable Long blocked,
        @Nullable Long deleted,
        long unblocked) {}
