package dev.usher.jobs.external;

/** Where in a store a file of a source lies. */
public enum Place {
    /** Where it was put for us. */
    INBOX,
    /** With those that were imported. */
    DONE,
    /** With those whose import failed. */
    FAILED
}
