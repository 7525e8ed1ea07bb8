package dev.usher.app.notice;

import dev.usher.app.notice.Webhook.Disabled;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** {@link Webhooks} in the table {@code webhooks}. */
final class JdbcWebhooks implements Webhooks {

    private static final String COLUMNS = """
            id, url, events, description, disabled_at, disabled_reason, failing_since,
            (SELECT max(good_until) FROM webhook_former_secrets WHERE webhook_id = webhooks.id AND good_until > now())
                AS previous_until,
            created_at
            """;

    private static final String LIST = "SELECT " + COLUMNS + " FROM webhooks ORDER BY created_at, id";

    private static final String FIND = "SELECT " + COLUMNS + " FROM webhooks WHERE id = :id";

    private static final String INSERT = """
            INSERT INTO webhooks (id, url, events, description, secret)
            VALUES (:id, :url, :events, nullif(:description, ''), :secret)
            RETURNING
            """ + COLUMNS;

    private static final String CHANGE = """
            UPDATE webhooks
               SET url = coalesce(:url, url),
                   events = coalesce(CAST(:events AS text[]), events),
                   description = nullif(coalesce(:description, description), ''),
                   disabled_at = CASE :enabled WHEN true THEN NULL WHEN false THEN coalesce(disabled_at, now())
                                               ELSE disabled_at END,
                   disabled_reason = CASE :enabled WHEN true THEN NULL WHEN false THEN coalesce(disabled_reason, 'operator')
                                                   ELSE disabled_reason END,
                   failing_since = CASE WHEN :enabled OR CAST(:url AS text) <> url THEN NULL ELSE failing_since END
             WHERE id = :id
            RETURNING
            """ + COLUMNS;

    private static final String KEEP_SECRET = """
            INSERT INTO webhook_former_secrets (webhook_id, secret, good_until)
            SELECT id, secret, now() + interval '24 hours'
              FROM webhooks
             WHERE id = :id
               FOR UPDATE
            """;

    private static final String FORGET_SECRETS =
            "DELETE FROM webhook_former_secrets WHERE webhook_id = :id AND good_until <= now()";

    private static final String FORMER_SECRETS = "SELECT count(*) FROM webhook_former_secrets WHERE webhook_id = :id";

    private static final String ROTATE = """
            UPDATE webhooks
               SET secret = :secret
             WHERE id = :id
            RETURNING
            """ + COLUMNS;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    JdbcWebhooks(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<Webhook> list() {
        return jdbc.sql(LIST).query(JdbcWebhooks::map).list();
    }

    @Override
    public Optional<Webhook> find(String id) {
        return jdbc.sql(FIND).param("id", id).query(JdbcWebhooks::map).optional();
    }

    @Override
    public Webhook insert(String id, WebhookDraft draft, WebhookSecret secret) {
        return jdbc.sql(INSERT)
                .param("id", id)
                .param("url", draft.url())
                .param("events", WebhookEvent.literals(draft.events()))
                .param("description", draft.description().orElse(""))
                .param("secret", secret.text())
                .query(JdbcWebhooks::map)
                .single();
    }

    @Override
    public Optional<Webhook> change(String id, WebhookChange change) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var changed = jdbc.sql(CHANGE)
                    .param("id", id)
                    .param("url", change.url().orElse(null), Types.VARCHAR)
                    .param("events", change.events().map(WebhookEvent::literals).orElse(null), Types.ARRAY)
                    .param("description", change.description().orElse(null), Types.VARCHAR)
                    .param("enabled", change.enabled().orElse(null), Types.BOOLEAN)
                    .query(JdbcWebhooks::map)
                    .optional();
            if (changed.flatMap(Webhook::disabled).isPresent()) {
                JdbcNoticeQueue.giveUpAllOf(jdbc, id, GivenUpReason.WEBHOOK_DISABLED);
            }
            return changed;
        }));
    }

    @Override
    public Optional<Webhook> rotate(String id, WebhookSecret secret) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql(KEEP_SECRET).param("id", id).update();
            jdbc.sql(FORGET_SECRETS).param("id", id).update();
            if (jdbc.sql(FORMER_SECRETS).param("id", id).query(Integer.class).single() > MOST_FORMER_SECRETS) {
                throw new ProblemException(
                        ProblemType.WEBHOOK_CONFLICT,
                        "This webhook has " + MOST_FORMER_SECRETS
                                + " former secrets that are still good, as many as may"
                                + " be: a new one would end the oldest before its time. Each is good for 24 hours.");
            }
            return jdbc.sql(ROTATE)
                    .param("id", id)
                    .param("secret", secret.text())
                    .query(JdbcWebhooks::map)
                    .optional();
        }));
    }

    @Override
    public boolean delete(String id) {
        return jdbc.sql("DELETE FROM webhooks WHERE id = :id").param("id", id).update() > 0;
    }

    private static Webhook map(ResultSet row, int number) throws SQLException {
        var disabledAt = moment(row, "disabled_at");
        var reason = row.getString("disabled_reason");
        return new Webhook(
                row.getString("id"),
                row.getString("url"),
                WebhookEvent.known(List.of((String[]) row.getArray("events").getArray())),
                Optional.ofNullable(row.getString("description")),
                disabledAt == null || reason == null
                        ? Optional.empty()
                        : Optional.of(new Disabled(disabledAt, DisabledReason.of(reason))),
                Optional.ofNullable(moment(row, "failing_since")),
                Optional.ofNullable(moment(row, "previous_until")),
                Objects.requireNonNull(moment(row, "created_at")));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
