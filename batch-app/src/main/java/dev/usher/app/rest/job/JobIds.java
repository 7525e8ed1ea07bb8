package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.ApiException;
import java.util.regex.Pattern;

/** Ids of jobs in paths. */
final class JobIds {

    private static final Pattern ID = Pattern.compile("job_[A-Za-z0-9]{16}");

    private JobIds() {}

    /** @throws ApiException if it is none */
    static String require(String id) {
        if (!ID.matcher(id).matches()) {
            throw ApiException.invalidPath("String does not match pattern ^" + ID + "$", "id");
        }
        return id;
    }
}
