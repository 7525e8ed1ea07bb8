package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.answer.Moment;
import dev.usher.app.rest.body.QueryValue;
import dev.usher.app.status.JobFilter;
import dev.usher.app.status.JobFilter.Position;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.jobs.connection.Connection;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of jobs, as they were sent. */
record JobQuery(
        @Nullable String status,
        @Nullable String type,
        @Nullable String connectionId,
        @Nullable String createdFrom,
        @Nullable String createdBefore,
        @Nullable String from,
        String take) {

    private static final int MOST = 100;

    /** @throws ApiException if one is not what it should be */
    JobFilter filter() {
        return new JobFilter(
                Optional.ofNullable(status).map(JobQuery::status),
                Optional.ofNullable(type).map(JobQuery::type),
                Optional.ofNullable(connectionId).map(JobQuery::connectionId),
                Optional.ofNullable(createdFrom).map(text -> moment(text, "created_from")),
                Optional.ofNullable(createdBefore).map(text -> moment(text, "created_before")),
                Optional.ofNullable(from).map(JobQuery::position));
    }

    /** @throws ApiException if it is no number from 1 to 100 */
    int limit() {
        return QueryValue.integer("take", take, 1, MOST);
    }

    /** Where the page after this job begins. */
    static String cursor(JobView last) {
        var text = last.createdAt() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Position position(String cursor) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
            return new Position(Moment.parse(parts[0]), JobIds.require(parts.length == 2 ? parts[1] : ""));
        } catch (IllegalArgumentException | DateTimeException | ApiException e) {
            throw ApiException.invalidQuery("This is not the next of a page", "from");
        }
    }

    private static JobStatus status(String text) {
        return Arrays.stream(JobStatus.values())
                .filter(value -> value.literal().equals(text))
                .findFirst()
                .orElseThrow(() -> ApiException.invalidQuery("No enum match for: " + text, "status"));
    }

    private static String type(String text) {
        if (!text.equals("users_import") && !text.equals("users_export")) {
            throw ApiException.invalidQuery("No enum match for: " + text, "type");
        }
        return text;
    }

    private static String connectionId(String text) {
        if (!Connection.isId(text)) {
            throw ApiException.invalidQuery(ConnectionIds.MISMATCH, "connection_id");
        }
        return text;
    }

    private static Instant moment(String text, String parameter) {
        try {
            return Moment.parse(text);
        } catch (DateTimeException e) {
            throw ApiException.invalidQuery("Object didn't pass validation for format date-time: " + text, parameter);
        }
    }
}
