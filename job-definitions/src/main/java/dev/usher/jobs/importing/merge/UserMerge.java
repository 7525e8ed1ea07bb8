package dev.usher.jobs.importing.merge;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.importing.resolve.PassedOver;
import dev.usher.jobs.importing.resolve.RangeCounts;
import dev.usher.jobs.importing.resolve.RowResolution;
import dev.usher.jobs.importing.resolve.UpsertRules;
import dev.usher.jobs.importing.stage.StagedAttributes;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.postgres.SqlState;
import dev.usher.jobs.profile.NewUserSql;
import dev.usher.jobs.user.UserAttribute;
import dev.usher.jobs.user.UserIdStem;
import java.time.Clock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges ranges of staged rows into the users; one per worker.
 *
 * <p>New users are inserted in the order of their key, and users that a row changes are updated: a plain INSERT and an
 * UPDATE are half again as fast as {@code ON CONFLICT} for all. An import that does not upsert begins by assuming that
 * all its users are new, which costs no look-up at all. Whoever else writes users meanwhile shows as a clash on a
 * unique key: the range is then rolled back to its savepoint, resolved anew and tried again.
 */
public final class UserMerge {

    private static final int ATTEMPTS = 6;

    private final RowResolution resolution;
    private final PassedOver passedOver;
    private final UpsertRules rules;
    private final StagedAttributes staged;
    private final StagingTable staging;
    private final JdbcClient jdbc;
    private final String jobId;
    private final TransactionTemplate savepoint;
    private final Clock clock;
    private final RandomGenerator random;
    private boolean assumeNew;

    public UserMerge(
            JdbcClient jdbc,
            String jobId,
            UpsertRules rules,
            StagedAttributes staged,
            PlatformTransactionManager transactions,
            Clock clock,
            RandomGenerator random) {
        this.jdbc = jdbc;
        this.jobId = jobId;
        this.rules = rules;
        this.staged = staged;
        this.staging = StagingTable.of(jobId);
        this.resolution = new RowResolution(jdbc, jobId, staging, rules, staged);
        this.passedOver = new PassedOver(jdbc, jobId, rules, staged, resolution);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
        this.random = random;
        this.assumeNew = !rules.upsert();
    }

    /** Merges a range within the transaction of the calling thread. */
    public RangeCounts merge(KeyRange range) {
        lockConnection();
        for (int attempt = 1; ; attempt++) {
            try {
                return savepoint.execute(status -> attempt(range));
            } catch (DataAccessException e) {
                boolean clash =
                        SqlState.isUniqueClash(e) || SqlState.isDeadlock(e) || e instanceof UsersChangedException;
                if (!clash || attempt == ATTEMPTS) {
                    throw e;
                }
                assumeNew = false;
            }
        }
    }

    private RangeCounts attempt(KeyRange range) {
        long failed = assumeNew ? 0 : resolution.rejectConflicts(range);
        if (!rules.upsert()) {
            var all = staging.name() + " AS s WHERE " + resolution.inRange(range);
            return new RangeCounts(parameters(insertion(all), range).update(), 0, 0, failed);
        }
        passedOver.warn(range);
        if (rowsSayWhoIsBlocked()) {
            jdbc.sql("SELECT set_config('usher.rows_say_who_is_blocked', 'on', true)")
                    .query(String.class)
                    .single();
        }
        return upsert(range, failed);
    }

    /**
     * Updates and inserts in one statement, so that both see the same users: between two statements a user could appear
     * that the first does not update and the second does not insert. Rows are compared with their users once, and only
     * those that mean work are looked at again: in a nightly sync they are few.
     *
     * <p>An update that waited for another writer sees what that writer left: a user who is gone, has another key or
     * refuses the change by now is not updated, and the difference of the counts tells.
     */
    private RangeCounts upsert(KeyRange range, long failed) {
        var sql = "WITH work AS MATERIALIZED (" + work(range) + "), changed AS (" + update(range) + ")"
                + (rowsSayWhoIsBlocked() ? ", said AS (" + forgettingMirrors(range) + ")" : "") + ", added AS ("
                + insertion("work AS s WHERE s.matched IS NULL") + " RETURNING 1) SELECT (SELECT count(*) FROM "
                + staging.name() + " AS s WHERE " + resolution.inRange(range)
                + ") AS rows, (SELECT count(*) FROM work WHERE matched IS NOT NULL) AS due, (SELECT count(*) FROM changed)"
                + " AS changed, (SELECT count(*) FROM added) AS added, ("
                + resolution.countRefused(range).orElse("SELECT 0") + ") AS refused";
        return parameters(sql, range)
                .query((row, number) -> {
                    if (row.getLong("refused") > 0 || row.getLong("due") != row.getLong("changed")) {
                        throw new UsersChangedException();
                    }
                    long inserted = row.getLong("added");
                    long matched = row.getLong("rows") - inserted;
                    return new RangeCounts(inserted, matched, matched - row.getLong("changed"), failed);
                })
                .single();
    }

    /** The rows whose user is not there or not yet as they say. */
    private String work(KeyRange range) {
        return "SELECT s.*, u.user_id AS matched FROM " + staging.name() + " AS s LEFT JOIN users AS u ON "
                + resolution.matchedWithin(range) + " WHERE " + resolution.inRange(range)
                + " AND (u.user_id IS NULL OR "
                + resolution.changes() + ")";
    }

    /** Keeps the connection from being deleted before the transaction ends: its users have no foreign key. */
    private void lockConnection() {
        var connection = jdbc.sql("SELECT id FROM connections WHERE id = :id FOR KEY SHARE")
                .param("id", rules.connectionId())
                .query(String.class)
                .optional();
        if (connection.isEmpty()) {
            throw new IllegalStateException(
                    "Connection " + rules.connectionId() + " was deleted while job " + jobId + " imported into it.");
        }
    }

    private String update(KeyRange range) {
        var attributes = rules.changeable(staged);
        if (attributes.isEmpty()) {
            return "SELECT WHERE false";
        }
        var sets = attributes.stream()
                .map(a -> a.attributeName() + " = " + rules.newValue(a, staged))
                .collect(Collectors.joining(", "));
        return "UPDATE users AS u SET " + sets + ", updated_at = " + NewUserSql.NOW
                + ", last_job_id = :job, import_digest = s.digest"
                + " FROM work AS s WHERE s.matched IS NOT NULL AND " + resolution.matchedWithin(range)
                + " AND " + resolution.accepted() + " RETURNING 1";
    }

    private boolean rowsSayWhoIsBlocked() {
        return rules.changeable(staged).contains(UserAttribute.BLOCKED);
    }

    /** A row that says whether its user is blocked counts more than a mirror that blocked the user; others change nothing. */
    private String forgettingMirrors(KeyRange range) {
        return "DELETE FROM mirror_users AS m USING users AS u, " + staging.name() + " AS s WHERE "
                + "m.connection_id = :connection AND m.blocked AND u.user_id = m.user_id AND "
                + resolution.matchedWithin(range) + " AND " + resolution.inRange(range)
                + " AND (s.blocked IS NOT NULL OR "
                + (staged.unset().contains(UserAttribute.BLOCKED)
                        ? StagingTable.isUnset(UserAttribute.BLOCKED)
                        : "false")
                + ")";
    }

    /** @param rows staged rows {@code s} and a condition on them */
    private String insertion(String rows) {
        return "INSERT INTO users (" + NewUser.COLUMNS + ") SELECT " + NewUser.values(rules) + " FROM " + rows
                + " ORDER BY s." + rules.keyColumn();
    }

    private JdbcClient.StatementSpec parameters(String sql, KeyRange range) {
        return resolution
                .statement(sql, range)
                .param("job", jobId)
                .param("stem", rules.connection().userIdPrefix() + UserIdStem.next(clock, random));
    }

    /** Somebody changed a user between the look for conflicts and the write. */
    private static final class UsersChangedException extends ConcurrencyFailureException {
        private UsersChangedException() {
            super("users changed while rows were merged into them");
        }
    }
}
