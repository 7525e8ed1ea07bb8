package dev.usher.app.notice;

/** A way to send notices. Used by several threads. */
@FunctionalInterface
interface NoticeChannel {

    /** Tries once. What the receiver, or the way to it, does wrong is no exception. */
    Reply send(DueNotice notice);
}
