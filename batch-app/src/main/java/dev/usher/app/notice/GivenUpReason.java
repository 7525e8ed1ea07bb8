package dev.usher.app.notice;

import java.util.Locale;

/** Why a notice is not tried again. */
public enum GivenUpReason {
    /** The last attempt of the schedule failed. */
    ATTEMPTS_USED_UP,
    /** The receiver answered 410. */
    GONE,
    /** The webhook was disabled meanwhile. */
    WEBHOOK_DISABLED,
    /** No server knows where to send mails. */
    MAIL_NOT_CONFIGURED;

    public String literal() {
        return name().toLowerCase(Locale.ROOT);
    }

    static GivenUpReason of(String literal) {
        return valueOf(literal.toUpperCase(Locale.ROOT));
    }
}
