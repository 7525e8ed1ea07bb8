package dev.usher.jobs.file;

import java.util.Locale;

/** What a stored file is for; its name starts with it. */
public enum FileKind {
    /** The input of a job, copied from standard input or a request. */
    INPUT,
    /** A packed input as plain bytes, so that it can be read from any offset. */
    UNPACKED,
    /** Rejected records of a job. */
    REJECTS;

    String prefix() {
        return name().toLowerCase(Locale.ROOT) + "-";
    }
}
