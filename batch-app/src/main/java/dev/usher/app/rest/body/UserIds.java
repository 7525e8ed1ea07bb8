package dev.usher.app.rest.body;

import dev.usher.app.rest.answer.ApiException;

/** Ids of users in paths. */
public final class UserIds {

    private UserIds() {}

    /** @throws ApiException if no user can have the id */
    public static String require(String id) {
        if (!isStorable(id)) {
            throw ApiException.invalidPath(
                    "Object didn't pass validation for format user-id: it holds characters that no id has", "id");
        }
        return id;
    }

    /** Whether the database can hold, and so look for, the text. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || (Character.isSurrogate(c) && !isPair(text, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPair(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
}
