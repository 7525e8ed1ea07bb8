package dev.usher.jobs.credential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What hashes in PHC notation share: fields between dollar signs, numbered parameters, base64 without padding. */
final class PhcText {

    private static final int MAX_DIGITS = 18;

    private PhcText() {}

    /** The fields behind the leading dollar sign, or none if there is no such sign. */
    static List<String> fields(String text) {
        if (!text.startsWith("$")) {
            return List.of();
        }
        var fields = new ArrayList<String>();
        int start = 1;
        for (int end = text.indexOf('$', start); end >= 0; end = text.indexOf('$', start)) {
            fields.add(text.substring(start, end));
            start = end + 1;
        }
        fields.add(text.substring(start));
        return fields;
    }

    /** {@code m=65536,t=2} as numbers by name, in order; nothing if it is not written so, or a name stands twice. */
    static Optional<Map<String, Long>> parameters(String field) {
        var parameters = new LinkedHashMap<String, Long>();
        for (String part : field.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1 || !isNumber(part, equals + 1)) {
                return Optional.empty();
            }
            long number = Long.parseLong(part, equals + 1, part.length(), 10);
            if (parameters.put(part.substring(0, equals), number) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** Bytes of base64 text that has no padding and is not empty. */
    static Optional<Octets> bytes(String field) {
        return field.isEmpty() || field.endsWith("=") ? Optional.empty() : TextEncoding.BASE64.decode(field);
    }

    private static boolean isNumber(String text, int start) {
        int digits = text.length() - start;
        if (digits < 1 || digits > MAX_DIGITS) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
