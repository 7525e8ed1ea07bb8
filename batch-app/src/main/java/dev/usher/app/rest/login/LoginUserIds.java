package dev.usher.app.rest.login;

import dev.usher.app.rest.answer.ApiException;
import java.nio.charset.StandardCharsets;

/** Ids of users in paths. */
final class LoginUserIds {

    private LoginUserIds() {}

    /** @throws ApiException if no user can have the id */
    static String require(String id) {
        if (id.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw ApiException.invalidPath(
                    "Object didn't pass validation for format user-id: it holds characters that no id has", "id");
        }
        return id;
    }
}
