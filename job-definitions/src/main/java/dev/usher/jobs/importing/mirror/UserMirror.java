package dev.usher.jobs.importing.mirror;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.importing.resolve.UpsertRules;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.profile.NewUserSql;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Does to ranges of users what was planned; one per worker.
 *
 * <p>Only to those who are still as the plan has them: who was linked to another user meanwhile, blocked by somebody else or
 * given a match key that is in the file is left alone, and so is who was deleted and created anew under the same id.
 */
public final class UserMirror {

    private static final String LOCK_RETURNING = """
            SELECT count(*)
              FROM (SELECT
                      FROM import_mirror_users AS p
                      JOIN users AS u ON u.user_id = p.user_id
                     WHERE p.job_id = :job AND p.fate = 'returning' AND %s
                     ORDER BY u.user_id
                       FOR UPDATE OF u) AS locked
            """;

    /** The trigger on the column forgets that it was a mirror who had blocked the user. */
    private static final String UNBLOCK = """
            UPDATE users AS u
               SET blocked = false, updated_at = %s, last_job_id = :job
              FROM import_mirror_users AS p
              JOIN mirror_users AS m ON m.user_id = p.user_id
             WHERE p.job_id = :job AND p.fate = 'returning' AND %s
               AND m.connection_id = :connection AND m.blocked AND u.created_at <= m.noted_at
               AND u.user_id = p.user_id AND u.blocked AND u.linked_to IS NULL
            """;

    private static final String BLOCK = """
            WITH gone AS (
                UPDATE users AS u
                   SET blocked = true, updated_at = %s, last_job_id = :job
                  FROM import_mirror_users AS p
                 WHERE u.blocked IS NOT TRUE AND %s
                RETURNING u.user_id, p.missed_runs
            ), noted AS (
                INSERT INTO mirror_users (connection_id, user_id, blocked, missed_runs, job_id)
                SELECT :connection, user_id, true, missed_runs, :job
                  FROM gone
                    ON CONFLICT (connection_id, user_id) DO UPDATE
                   SET blocked = true, missed_runs = excluded.missed_runs, job_id = excluded.job_id,
                       noted_at = excluded.noted_at
            )
            SELECT count(*) FROM gone
            """;

    /** A trigger ends sessions and takes linked identities along, as for whoever deletes users. */
    private static final String DELETE = """
            WITH gone AS (DELETE FROM users AS u USING import_mirror_users AS p WHERE %s RETURNING 1)
            SELECT count(*) FROM gone
            """;

    private final JdbcClient jdbc;
    private final String jobId;
    private final MirrorAction action;
    private final UpsertRules rules;
    private final StagingTable staging;

    public UserMirror(JdbcClient jdbc, String jobId, MirrorAction action, UpsertRules rules, StagingTable staging) {
        this.jdbc = jdbc;
        this.jobId = jobId;
        this.action = action;
        this.rules = rules;
        this.staging = staging;
    }

    /** Works on a range within the transaction of the calling thread. */
    public RangeOutcome apply(KeyRange range) {
        return new RangeOutcome(remove(range), unblock(range));
    }

    private long remove(KeyRange range) {
        var due = "p.job_id = :job AND p.fate = 'due' AND " + range.condition("p.user_id")
                + " AND u.user_id = p.user_id AND u.connection_id = :connection AND u.linked_to IS NULL"
                + " AND u.created_at <= (SELECT planned_at FROM import_mirrors WHERE job_id = :job)"
                + " AND NOT EXISTS (SELECT FROM " + staging.name() + " AS s WHERE " + rules.matches() + ")";
        var sql = action == MirrorAction.BLOCK ? BLOCK.formatted(NewUserSql.NOW, due) : DELETE.formatted(due);
        return statement(sql, range)
                .param("connection", rules.connectionId())
                .query(Long.class)
                .single();
    }

    /** Two statements: only the second sees what whoever had locked a user before had done to it. */
    private long unblock(KeyRange range) {
        var within = range.condition("p.user_id");
        long locked = statement(LOCK_RETURNING.formatted(within), range)
                .query(Long.class)
                .single();
        if (locked == 0) {
            return 0;
        }
        return statement(UNBLOCK.formatted(NewUserSql.NOW, within), range)
                .param("connection", rules.connectionId())
                .update();
    }

    private JdbcClient.StatementSpec statement(String sql, KeyRange range) {
        return jdbc.sql(sql).param("job", jobId).param("low", range.low()).param("high", range.high());
    }
}
