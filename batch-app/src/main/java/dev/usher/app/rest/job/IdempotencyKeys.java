package dev.usher.app.rest.job;

import dev.usher.app.launch.IdempotencyKey;
import dev.usher.app.rest.answer.ApiException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Idempotency-Key}. */
final class IdempotencyKeys {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKeys() {}

    /** @throws ApiException if it is no key */
    static Optional<IdempotencyKey> of(Optional<String> header, String requestDigest) {
        header.filter(key -> !KEY.matcher(key).matches()).ifPresent(key -> {
            throw ApiException.of(
                    400,
                    "Idempotency-Key must be 1 to 255 printable ASCII characters without blanks.",
                    "invalid_header");
        });
        return header.map(key -> new IdempotencyKey(key, requestDigest));
    }
}
