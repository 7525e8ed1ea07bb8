package dev.usher.app.notice;

import java.util.Locale;

/** Why a webhook gets no notices. */
public enum DisabledReason {
    /** Somebody wanted it so. */
    OPERATOR("it was disabled by hand"),
    /** Its receiver answered 410. */
    GONE("its receiver answered 410: it is gone for good"),
    /** Nothing but failures for longer than may be. */
    FAILING("every attempt failed for too long");

    private final String sentence;

    DisabledReason(String sentence) {
        this.sentence = sentence;
    }

    /** For people, without a full stop. */
    public String sentence() {
        return sentence;
    }

    public String literal() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DisabledReason of(String literal) {
        return valueOf(literal.toUpperCase(Locale.ROOT));
    }
}
