package dev.usher.jobs.importing.row;

/**
 * Every reason for which a row is rejected. The Javadoc of a constant is its published explanation.
 *
 * <p>The first group is spelled as the Auth0 Management API spells it; the second is our own.
 */
public enum RowErrorCode {
    /** A list has fewer items than it must have. */
    ARRAY_LENGTH_SHORT,
    /** A list has more items than it may have. */
    ARRAY_LENGTH_LONG,
    /**
     * The row's user id or phone number belongs to another user, or its password hash must not replace the one that the
     * user has.
     */
    CONFLICT,
    /** The row's e-mail address belongs to another user of the connection. */
    CONFLICT_EMAIL,
    /** The row's username belongs to another user of the connection. */
    CONFLICT_USERNAME,
    /** The user exists and the job does not upsert, or the same user stands earlier in the file. */
    DUPLICATED_USER,
    /** A value is not one of the values that are allowed. */
    ENUM_MISMATCH,
    /** A text is not an e-mail address, or a picture is not an http or https address. */
    INVALID_FORMAT,
    /** A value has another JSON type than the attribute takes. */
    INVALID_TYPE,
    /** A number is greater than it may be. */
    MAXIMUM,
    /** A text is longer than it may be. */
    MAX_LENGTH,
    /** A number is smaller than it may be. */
    MINIMUM,
    /** A text is shorter than it must be. */
    MIN_LENGTH,
    /** A username is an e-mail address, or one MFA factor names more than one kind. */
    NOT_PASSED,
    /** A property that the schema or the connection requires is missing or null. */
    OBJECT_REQUIRED,
    /** A text does not match the pattern that it must match. */
    PATTERN,
    /** The metadata are larger than a profile may be, or an object has more keys than allowed. */
    PROFILE_SIZE_EXCEEDED,

    /** The record is not JSON, or not a JSON object. */
    INVALID_JSON,
    /** A key stands twice in one object. */
    DUPLICATE_KEY,
    /** The property does not exist in the import schema. */
    UNKNOWN_PROPERTY,
    /** A text holds NUL, a lone surrogate or malformed UTF-8, which the database can't hold. */
    INVALID_CHARACTER,
    /** A number is too large or too precise for the database. */
    NUMBER_OUT_OF_RANGE,
    /** The record is longer than a record may be. */
    LINE_TOO_LONG,
    /** Objects and arrays are nested deeper than allowed. */
    TOO_DEEP,
    /** A CSV record has more or fewer cells than the header. */
    CSV_FIELD_COUNT,
    /** A quoted CSV cell is not closed. */
    CSV_UNCLOSED_QUOTE,
    /** Text follows the closing quote of a CSV cell, or a quote stands inside an unquoted cell. */
    CSV_TEXT_AFTER_QUOTE,
    /** Two attributes stand in one row that exclude each other. */
    MUTUALLY_EXCLUSIVE,
    /** A metadata key is reserved or contains {@code .} or {@code $}, or the connection or the algorithm takes no such value. */
    FORBIDDEN_PROPERTY
}
