package dev.usher.app.notice;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * The notices that wait. Shared by all threads and all servers.
 *
 * <p>A notice that was claimed belongs to its claimer for a while. If nobody notes by then how the attempt ended, it is due
 * again: rather twice than never. What an attempt that lost its notice in this way has to say is forgotten.
 */
interface NoticeQueue {

    /**
     * Takes the notice that has been due the longest.
     *
     * @param busy channels of which none is taken
     */
    Optional<DueNotice> claim(Collection<String> busy);

    void delivered(DueNotice notice, Reply reply, Duration took);

    /**
     * Notes a failure.
     *
     * @param next how long to wait for the next attempt; empty if there is none
     * @return why the webhook is disabled from now on; empty if it is not. What the receiver at a former address answered is
     *     nothing against the one at the present address
     */
    Optional<DisabledReason> failed(DueNotice notice, Reply reply, Duration took, Optional<Duration> next);

    /** Without an attempt. */
    void giveUp(DueNotice notice, GivenUpReason reason);

    /** Gives up the mails that have been due for so long: no server that sends mails is there. */
    void giveUpMails(Duration overdue);
}
