package dev.usher.app.rest.body;

import dev.usher.app.rest.answer.ApiException;

/** Values of query parameters, which all arrive as texts. */
public final class QueryValue {

    private QueryValue() {}

    /** @throws ApiException if the text is no number of this range */
    public static int integer(String name, String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value < min) {
                throw ApiException.invalidQuery("Value " + value + " is less than minimum " + min, name);
            }
            if (value > max) {
                throw ApiException.invalidQuery("Value " + value + " is greater than maximum " + max, name);
            }
            return value;
        } catch (NumberFormatException e) {
            throw ApiException.invalidQuery("Expected type integer but found type string", name);
        }
    }

    /** @throws ApiException if the text is no number from {@code min} on */
    public static long atLeast(String name, String text, long min) {
        try {
            long value = Long.parseLong(text);
            if (value < min) {
                throw ApiException.invalidQuery("Value " + value + " is less than minimum " + min, name);
            }
            return value;
        } catch (NumberFormatException e) {
            throw ApiException.invalidQuery("Expected type integer but found type string", name);
        }
    }

    /** @throws ApiException if the text is neither {@code true} nor {@code false} */
    public static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.invalidQuery("Expected type boolean but found type string", name);
        };
    }
}
