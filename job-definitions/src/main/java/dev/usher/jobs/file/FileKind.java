package dev.usher.jobs.file;

import java.util.Locale;

/** What a stored file is for; its name starts with it. */
public enum FileKind {
    /** The input of a job, copied from standard input or a request. */
    INPUT(true),
    /** A packed input as plain bytes, so that it can be read from any offset. */
    UNPACKED(true),
    /** Rejected records of a job. */
    REJECTS(true),
    /**
     * A piece of an export that is under way. Whoever reads it compares length and checksum, so it need not reach the
     * disk: most are deleted before they would.
     */
    SEGMENT(false),
    /** An export that is to be read once and then removed. */
    EXPORT(true);

    private final boolean synced;

    FileKind(boolean synced) {
        this.synced = synced;
    }

    /** Whether a stored file survives a crash of the machine. One that is not synced survives that of a process. */
    boolean synced() {
        return synced;
    }

    String prefix() {
        return name().toLowerCase(Locale.ROOT) + "-";
    }
}
