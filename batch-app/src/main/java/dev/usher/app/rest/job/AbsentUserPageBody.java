package dev.usher.app.rest.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.app.status.AbsentUser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of users who are missing from the file of an import.
 *
 * @param next what to ask for as {@code from}; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AbsentUserPageBody(List<Absent> users, @Nullable String next) {

    /**
     * A user who is missing.
     *
     * @param missedRuns in how many runs, one after the other, that job included
     * @param due whether no run of grace was left
     */
    record Absent(
            @JsonProperty("user_id") String userId,
            @JsonProperty("missed_runs") int missedRuns,
            boolean due) {}

    /** @param found one more than the page takes, if there is a next one */
    static AbsentUserPageBody of(List<AbsentUser> found, int take) {
        var page = found.subList(0, Math.min(take, found.size())).stream()
                .map(user -> new Absent(user.userId(), user.missedRuns(), user.due()))
                .toList();
        return new AbsentUserPageBody(
                page, found.size() > take ? page.get(take - 1).userId() : null);
    }
}
