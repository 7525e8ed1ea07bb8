package dev.usher.app.status;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.usher.app.status.JobView.Mirrored;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an import found out about users who are missing from its file, and did about them, as JSON: in the documents of jobs
 * and of runs of schedules, and in those that a command gets from a server.
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
public record MirrorDocument(
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
        long unblocked) {
    public static MirrorDocument of(Mirrored found) {
        boolean deletes = found.action().equals("delete");
        return new MirrorDocument(
                found.action(),
                found.outcome(),
                found.reason().orElse(null),
                found.users(),
                found.missing(),
                found.due(),
                found.waiting(),
                found.returning(),
                deletes ? null : found.gone(),
                deletes ? found.gone() : null,
                found.unblocked());
    }

    public Mirrored mirrored() {
        return new Mirrored(
                action,
                outcome,
                Optional.ofNullable(reason),
                users,
                missing,
                due,
                returning,
                requireNonNullElse(deleted, 0L) + requireNonNullElse(blocked, 0L),
                unblocked);
    }
}
