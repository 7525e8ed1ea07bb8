package dev.usher.jobs.importing.mirror;

import java.util.Locale;

/** What happens to a user who is missing from the file. */
public enum MirrorAction {
    /** The user can't log in any more, until a row of his is imported again. */
    BLOCK("blocked"),
    /** As by the users API: with linked identities, sessions and tokens. */
    DELETE("deleted");

    private final String participle;

    MirrorAction(String participle) {
        this.participle = participle;
    }

    /** As it is typed, requested and kept. */
    public String literal() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What has become of the users: {@code blocked}, {@code deleted}. */
    public String participle() {
        return participle;
    }
}
