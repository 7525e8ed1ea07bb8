package dev.usher.jobs.importing.row;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a row. It never repeats a password hash or an MFA secret.
 *
 * @param code why
 * @param path the attribute in the file's own names ({@code app_metadata.plan}, {@code mfa_factors[0].totp.secret}),
 *     or null where the error is about the whole record
 * @param message a sentence for the person who mends the file
 * @param at 0-based offset in bytes from the record's first byte to what is wrong
 */
public record RowError(RowErrorCode code, @Nullable String path, String message, int at) {

    public RowError {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
    }

    /** The message without the name of the attribute, which {@link #path()} tells. */
    public String sentence() {
        var prefix = "Error in " + path + " property - ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    public static RowError ofRecord(RowErrorCode code, String message, int at) {
        return new RowError(code, null, message, at);
    }
}
