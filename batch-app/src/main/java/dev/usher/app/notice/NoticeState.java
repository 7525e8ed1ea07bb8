package dev.usher.app.notice;

import java.util.Locale;

/** How far a notice has come. */
public enum NoticeState {
    WAITING,
    DELIVERED,
    GIVEN_UP;

    public String literal() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NoticeState of(String literal) {
        return valueOf(literal.toUpperCase(Locale.ROOT));
    }
}
