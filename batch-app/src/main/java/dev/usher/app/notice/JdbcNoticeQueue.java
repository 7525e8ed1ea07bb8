package dev.usher.app.notice;

import dev.usher.app.notice.DueNotice.Receiver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * {@link NoticeQueue} in the table {@code notices}.
 *
 * <p>Whoever changes a webhook and its notices changes the webhook first: in another order two of them could wait for each
 * other.
 */
final class JdbcNoticeQueue implements NoticeQueue {

    private static final String CLAIM = """
            WITH due AS (
                SELECT id, webhook_id
                  FROM notices
                 WHERE state = 'waiting' AND next_attempt_at <= now() AND coalesce(webhook_id, kind) <> ALL (:busy)
                 ORDER BY next_attempt_at, id
                 LIMIT 1
                   FOR UPDATE SKIP LOCKED)
            UPDATE notices AS n
               SET attempts = attempts + 1,
                   next_attempt_at = now()
                       + CASE kind WHEN 'mail' THEN :mail ELSE :webhook END * interval '1 millisecond'
              FROM due LEFT JOIN webhooks AS w ON w.id = due.webhook_id
             WHERE n.id = due.id
            RETURNING n.id, n.attempts, n.failures, n.body, now() AS claimed_at, n.webhook_id, w.url,
                      w.secret || ARRAY(SELECT secret
                                          FROM webhook_former_secrets
                                         WHERE webhook_id = w.id AND good_until > now()
                                         ORDER BY good_until DESC) AS secrets,
                      w.disabled_at IS NULL AS enabled
            """;

    private static final String LOG = """
            INSERT INTO notice_attempts (notice_id, attempt, started_at, duration_ms, status, failure)
            SELECT id, :attempt, clock_timestamp() - :took * interval '1 millisecond', :took, :status, :failure
              FROM notices
             WHERE id = :id
            ON CONFLICT DO NOTHING
            """;

    /** What a webhook is given credit or blame for: an attempt at the address that it has now. */
    private static final String ON_WEBHOOK = " WHERE id = :webhook AND url = :url AND ";

    private static final String WORKS =
            "UPDATE webhooks SET failing_since = NULL" + ON_WEBHOOK + "failing_since IS NOT NULL";

    private static final String FAILS =
            "UPDATE webhooks SET failing_since = now()" + ON_WEBHOOK + "failing_since IS NULL";

    private static final String DISABLE_FAILING = "UPDATE webhooks SET disabled_at = now(), disabled_reason = 'failing'"
            + ON_WEBHOOK + "disabled_at IS NULL AND failing_since < now() - :patience * interval '1 millisecond'";

    private static final String DISABLE_GONE =
            "UPDATE webhooks SET disabled_at = now(), disabled_reason = 'gone'" + ON_WEBHOOK + "disabled_at IS NULL";

    private static final String DELIVERED = """
            UPDATE notices
               SET state = 'delivered', reason = NULL, ended_at = now()
             WHERE id = :id AND attempts = :attempt AND state = 'waiting'
            """;

    private static final String RETRY = """
            UPDATE notices
               SET failures = failures + 1, next_attempt_at = now() + :next * interval '1 millisecond'
             WHERE id = :id AND attempts = :attempt AND state = 'waiting'
            """;

    private static final String GIVE_UP = """
            UPDATE notices
               SET state = 'given_up', reason = :reason, ended_at = now()
             WHERE id = :id AND attempts = :attempt AND state = 'waiting'
            """;

    private static final String GIVE_UP_ALL = """
            UPDATE notices
               SET state = 'given_up', reason = :reason, ended_at = now()
             WHERE webhook_id = :webhook AND state = 'waiting'
            """;

    private static final String GIVE_UP_MAILS = """
            UPDATE notices
               SET state = 'given_up', reason = 'mail_not_configured', ended_at = now()
             WHERE kind = 'mail' AND state = 'waiting' AND next_attempt_at < now() - :overdue * interval '1 millisecond'
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Duration webhookClaim;
    private final Duration mailClaim;
    private final Duration patience;

    /**
     * @param webhookClaim how long a notice to a webhook belongs to who claimed it
     * @param mailClaim the same of a mail
     * @param patience how long nothing but failures of a webhook is borne
     */
    JdbcNoticeQueue(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Duration webhookClaim,
            Duration mailClaim,
            Duration patience) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.webhookClaim = webhookClaim;
        this.mailClaim = mailClaim;
        this.patience = patience;
    }

    @Override
    public Optional<DueNotice> claim(Collection<String> busy) {
        return promptly(() -> jdbc.sql(CLAIM)
                .param("busy", busy.toArray(String[]::new))
                .param("webhook", webhookClaim.toMillis())
                .param("mail", mailClaim.toMillis())
                .query(JdbcNoticeQueue::map)
                .optional());
    }

    /** Whoever holds a webhook for long, by hand perhaps, must not hold up the notices of all others. */
    private <T> T promptly(Supplier<T> action) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("SET LOCAL lock_timeout = '2s'").update();
            return action.get();
        }));
    }

    @Override
    public void delivered(DueNotice notice, Reply reply, Duration took) {
        promptly(() -> {
            notice.receiver().ifPresent(receiver -> onWebhook(receiver, WORKS));
            jdbc.sql(DELIVERED)
                    .param("id", notice.id())
                    .param("attempt", notice.attempt())
                    .update();
            return log(notice, reply, took);
        });
    }

    @Override
    public Optional<DisabledReason> failed(DueNotice notice, Reply reply, Duration took, Optional<Duration> next) {
        return promptly(() -> {
            var disabled = notice.receiver().flatMap(receiver -> disable(receiver, reply));
            if (disabled.isPresent()) {
                giveUpAllOf(
                        jdbc,
                        notice.channel(),
                        disabled.get() == DisabledReason.GONE ? GivenUpReason.GONE : GivenUpReason.WEBHOOK_DISABLED);
            } else if (next.isPresent()) {
                jdbc.sql(RETRY)
                        .param("id", notice.id())
                        .param("attempt", notice.attempt())
                        .param("next", next.get().toMillis())
                        .update();
            } else {
                endWith(notice, GivenUpReason.ATTEMPTS_USED_UP);
            }
            log(notice, reply, took);
            return disabled;
        });
    }

    private Optional<DisabledReason> disable(Receiver receiver, Reply reply) {
        if (reply.gone()) {
            return onWebhook(receiver, DISABLE_GONE) ? Optional.of(DisabledReason.GONE) : Optional.empty();
        }
        onWebhook(receiver, FAILS);
        return onWebhook(receiver, DISABLE_FAILING) ? Optional.of(DisabledReason.FAILING) : Optional.empty();
    }

    /** Whether that changed it. */
    private boolean onWebhook(Receiver receiver, String sql) {
        return jdbc.sql(sql)
                        .param("webhook", receiver.webhookId())
                        .param("url", receiver.url())
                        .param("patience", patience.toMillis())
                        .update()
                > 0;
    }

    @Override
    public void giveUp(DueNotice notice, GivenUpReason reason) {
        promptly(() -> endWith(notice, reason));
    }

    private int endWith(DueNotice notice, GivenUpReason reason) {
        return jdbc.sql(GIVE_UP)
                .param("id", notice.id())
                .param("attempt", notice.attempt())
                .param("reason", reason.literal())
                .update();
    }

    @Override
    public void giveUpMails(Duration overdue) {
        promptly(() ->
                jdbc.sql(GIVE_UP_MAILS).param("overdue", overdue.toMillis()).update());
    }

    /** In a transaction that has changed the webhook before. */
    static void giveUpAllOf(JdbcClient jdbc, String webhookId, GivenUpReason reason) {
        jdbc.sql(GIVE_UP_ALL)
                .param("webhook", webhookId)
                .param("reason", reason.literal())
                .update();
    }

    /** Of a notice that was deleted meanwhile there is nothing to log. */
    private int log(DueNotice notice, Reply reply, Duration took) {
        var status = reply.status();
        return jdbc.sql(LOG)
                .param("id", notice.id())
                .param("attempt", notice.attempt())
                .param("took", took.toMillis())
                .param("status", status.isPresent() ? status.getAsInt() : null, Types.INTEGER)
                .param("failure", reply.failure().map(AttemptFailure::literal).orElse(null), Types.VARCHAR)
                .update();
    }

    private static DueNotice map(ResultSet row, int number) throws SQLException {
        var webhookId = row.getString("webhook_id");
        return new DueNotice(
                row.getString("id"),
                row.getInt("attempts"),
                row.getInt("failures"),
                row.getString("body"),
                row.getObject("claimed_at", OffsetDateTime.class).toInstant(),
                webhookId == null ? Optional.empty() : Optional.of(receiver(webhookId, row)));
    }

    private static Receiver receiver(String webhookId, ResultSet row) throws SQLException {
        var url = row.getString("url");
        if (url == null) {
            return new Receiver(webhookId, "", List.of(), false);
        }
        var secrets = Stream.of((String[]) row.getArray("secrets").getArray())
                .map(WebhookSecret::new)
                .toList();
        return new Receiver(webhookId, url, secrets, row.getBoolean("enabled"));
    }
}
