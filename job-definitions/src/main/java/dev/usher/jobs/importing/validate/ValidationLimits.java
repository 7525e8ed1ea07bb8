package dev.usher.jobs.importing.validate;

import dev.usher.jobs.credential.CostLimits;

/**
 * How large the parts of one row may be.
 *
 * @param maxDepth levels of objects and arrays, the record itself being the first
 * @param maxTextLength characters in one text, wherever it stands
 * @param maxKeys keys in one object
 * @param maxProfileBytes bytes of app_metadata and user_metadata together, as compact JSON in UTF-8
 * @param costs how expensive password hashes may be
 */
public record ValidationLimits(int maxDepth, int maxTextLength, int maxKeys, int maxProfileBytes, CostLimits costs) {

    public static final ValidationLimits DEFAULTS =
            new ValidationLimits(64, 1_000_000, 10_000, 1 << 20, CostLimits.DEFAULTS);

    public ValidationLimits {
        if (maxDepth < 1 || maxTextLength < 1 || maxKeys < 1 || maxProfileBytes < 1) {
            throw new IllegalArgumentException("Limits of a row must be positive.");
        }
    }
}
