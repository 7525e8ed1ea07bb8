package dev.usher.app.rest.body;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.jobs.user.StorableText;

/** Ids of users in paths. */
public final class UserIds {

    private UserIds() {}

    /** @throws ApiException if no user can have the id */
    public static String require(String id) {
        if (!StorableText.isStorable(id)) {
            throw ApiException.invalidPath(
                    "Object didn't pass validation for format user-id: it holds characters that no id has", "id");
        }
        return id;
    }
}
