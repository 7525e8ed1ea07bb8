package dev.usher.app.notice;

import java.util.Locale;

/** Why an attempt failed. */
public enum AttemptFailure {
    /** The receiver answered with another status than 200 to 299; redirects are not followed. */
    STATUS,
    /** No answer in time. */
    TIMEOUT,
    /** No connection, or one that broke. */
    UNREACHABLE,
    /** The receiver has no certificate that is trusted, or can't agree on a cipher. */
    TLS,
    /** The settings of the server do not allow the receiver, or its name leads to an address that is not allowed. */
    NOT_ALLOWED,
    /** The mail server did not take it. */
    MAIL_SERVER,
    /** Usher itself failed; its log says how. */
    INTERNAL;

    public String literal() {
        return name().toLowerCase(Locale.ROOT);
    }
}
