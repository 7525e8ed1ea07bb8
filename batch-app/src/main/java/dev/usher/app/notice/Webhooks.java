package dev.usher.app.notice;

import java.util.List;
import java.util.Optional;

/** The webhooks of a database. Shared by all threads; any number of processes may change them at the same time. */
interface Webhooks {

    /** With how many secrets that were replaced notices are signed at most: the last ones. */
    int MOST_FORMER_SECRETS = 5;

    /** In the order in which they were made. */
    List<Webhook> list();

    Optional<Webhook> find(String id);

    Webhook insert(String id, WebhookDraft draft, WebhookSecret secret);

    /** What waits for one that is disabled is given up. Empty if there is no such webhook. */
    Optional<Webhook> change(String id, WebhookChange change);

    /**
     * From now on notices are signed with this secret, and for a day with the present one as well. Empty if there is no such
     * webhook.
     *
     * @throws dev.usher.app.problem.ProblemException if so many former ones are good that one of them had to go before its time
     */
    Optional<Webhook> rotate(String id, WebhookSecret secret);

    /** With all that it was told. Whether there was one. */
    boolean delete(String id);
}
