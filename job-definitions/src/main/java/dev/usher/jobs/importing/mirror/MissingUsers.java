package dev.usher.jobs.importing.mirror;

import static java.util.stream.Collectors.joining;

import dev.usher.jobs.importing.resolve.UpsertRules;
import dev.usher.jobs.importing.stage.RejectedKeys;
import dev.usher.jobs.importing.stage.StagedAttributes;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who of a connection is missing from the file of a job. A user is there if any record, accepted or rejected, names it, or
 * an identity of the connection that is linked to it, by any key. One per plan; everything happens in the transaction of
 * the calling thread.
 *
 * <p>Users are held against the rows all at once. For a million of each that is a join in memory for each key that the
 * rows give.
 */
public final class MissingUsers {

    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE fate <> 'returning') AS missing, count(*) FILTER (WHERE fate = 'due') AS due,
                   count(*) FILTER (WHERE fate = 'returning') AS back
              FROM import_mirror_users
             WHERE job_id = :job
            """;

    private static final String LINKED =
            "SELECT EXISTS (SELECT FROM users WHERE linked_to IS NOT NULL AND connection_id = :connection)";

    private final JdbcClient jdbc;
    private final String jobId;
    private final UpsertRules rules;
    private final StagingTable staging;
    private final StagedAttributes staged;

    /** @param staging must have kept the keys of rejected rows */
    public MissingUsers(
            JdbcClient jdbc, String jobId, UpsertRules rules, StagingTable staging, StagedAttributes staged) {
        this.jdbc = jdbc;
        this.jobId = jobId;
        this.rules = rules;
        this.staging = staging;
        this.staged = staged;
    }

    /**
     * Records of which nobody can tell whose they are: they lack a good match key, and no user of the connection has one of
     * their other keys.
     */
    public long countUnknownRecords() {
        var rejected = rejected().name();
        jdbc.sql("ANALYZE " + rejected).update();
        return jdbc.sql("SELECT count(*) FROM " + rejected + " AS p WHERE p." + rules.keyColumn() + " IS NULL"
                        + eachKey(key ->
                                " AND NOT EXISTS (SELECT FROM users AS u WHERE u.connection_id = :connection AND "
                                        + same(key, "u") + (key.equals("email") ? emailIndex() : "") + ")"))
                .param("connection", rules.connectionId())
                .query(Long.class)
                .single();
    }

    /**
     * Notes them, and those whom a mirror had blocked and a row names again.
     *
     * @param rows of the file
     */
    public MirrorCounts find(MirrorTerms terms, long rows) {
        // One hash table for each key of the rows; the server's default would spill to disk. None of them for each of
        // several processes as well: imports of several connections may plan at once.
        jdbc.sql("SET LOCAL work_mem = '128MB'").update();
        jdbc.sql("SET LOCAL max_parallel_workers_per_gather = 0").update();
        analyse();
        var namings = namings();
        noteMissing(terms, namings);
        if (jdbc.sql(LINKED)
                .param("connection", rules.connectionId())
                .query(Boolean.class)
                .single()) {
            forgetNamedByIdentity(namings);
        }
        noteReturning();
        long users = jdbc.sql("SELECT count(*) FROM " + whoeverIsInReach(terms))
                .param("connection", rules.connectionId())
                .query(Long.class)
                .single();
        return jdbc.sql(COUNT)
                .param("job", jobId)
                .query((row, number) ->
                        new MirrorCounts(rows, users, row.getLong("missing"), row.getLong("due"), row.getLong("back")))
                .single();
    }

    /** A column of a table that may name users. */
    private record Naming(String table, String key) {}

    private List<Naming> namings() {
        var namings = new ArrayList<Naming>();
        for (var key : RejectedKeys.KEYS) {
            if (staged.given().contains(key)) {
                namings.add(new Naming(staging.name().toString(), key.attributeName()));
            }
        }
        var rejected = rejected().name().toString();
        boolean any = jdbc.sql("SELECT EXISTS (SELECT FROM " + rejected + ")")
                .query(Boolean.class)
                .single();
        if (any) {
            RejectedKeys.KEYS.forEach(key -> namings.add(new Naming(rejected, key.attributeName())));
        }
        return namings;
    }

    /** What is known of the staged rows so far is their number, and about their match key. */
    private void analyse() {
        var columns = RejectedKeys.KEYS.stream()
                .filter(key -> key != rules.key() && staged.given().contains(key))
                .map(UserAttribute::attributeName)
                .collect(joining(", "));
        if (!columns.isEmpty()) {
            jdbc.sql("ANALYZE " + staging.name() + " (" + columns + ")").update();
        }
    }

    private void noteMissing(MirrorTerms terms, List<Naming> namings) {
        var unnamed = namings.stream()
                .map(naming -> " AND NOT EXISTS (SELECT FROM " + naming.table() + " AS p WHERE "
                        + same(naming.key(), "u") + ")")
                .collect(joining());
        jdbc.sql("INSERT INTO import_mirror_users (job_id, user_id, fate, missed_runs) SELECT :job, user_id,"
                        + " CASE WHEN missed_runs >= :grace THEN 'due' ELSE 'waiting' END, missed_runs"
                        + " FROM (SELECT u.user_id, coalesce(m.missed_runs, 0) + 1 AS missed_runs FROM "
                        + whoeverIsInReach(terms) + unnamed + ") AS missing ORDER BY user_id")
                .param("job", jobId)
                .param("connection", rules.connectionId())
                .param("grace", terms.graceRuns())
                .update();
    }

    /** To delete a user would delete the identities that are linked to it, also those that are in the file. */
    private void forgetNamedByIdentity(List<Naming> namings) {
        var named = namings.stream()
                .map(naming -> "SELECT l.linked_to FROM users AS l JOIN " + naming.table() + " AS p ON "
                        + same(naming.key(), "l") + " WHERE l.linked_to IS NOT NULL AND l.connection_id = :connection")
                .collect(joining(" UNION ALL "));
        if (!named.isEmpty()) {
            jdbc.sql("DELETE FROM import_mirror_users AS m USING (" + named + ") AS named"
                            + " WHERE m.job_id = :job AND m.user_id = named.linked_to")
                    .param("job", jobId)
                    .param("connection", rules.connectionId())
                    .update();
        }
    }

    /** Only an accepted row gives access back; and where a row itself says who is blocked, that counts. */
    private void noteReturning() {
        boolean rowsDecide = rules.optedIn().contains(UserAttribute.BLOCKED);
        jdbc.sql("INSERT INTO import_mirror_users (job_id, user_id, fate, missed_runs)"
                        + " SELECT :job, u.user_id, 'returning', 0 FROM mirror_users AS m"
                        + " JOIN users AS u ON u.user_id = m.user_id AND u.created_at <= m.noted_at JOIN "
                        + staging.name() + " AS s ON " + rules.matches()
                        + " WHERE m.connection_id = :connection AND m.blocked AND u.blocked AND u.linked_to IS NULL"
                        + (rowsDecide ? " AND s.blocked IS NULL" : ""))
                .param("job", jobId)
                .param("connection", rules.connectionId())
                .update();
    }

    /**
     * Tables and a condition: the users {@code u} of the connection to whom the action could happen, with what mirrors know
     * of them as {@code m}. What a mirror has blocked is done with. A note that is older than its user is about another one
     * of the same id.
     */
    private static String whoeverIsInReach(MirrorTerms terms) {
        return "users AS u LEFT JOIN mirror_users AS m ON m.connection_id = :connection AND m.user_id = u.user_id"
                + " AND m.noted_at >= u.created_at WHERE u.connection_id = :connection AND u.linked_to IS NULL"
                + " AND m.blocked IS NOT TRUE"
                + (terms.action() == MirrorAction.BLOCK ? " AND u.blocked IS NOT TRUE" : "");
    }

    private String emailIndex() {
        return rules.connection().emailIsUnique() ? " AND u.email_is_unique" : " AND NOT u.email_is_unique";
    }

    private RejectedKeys rejected() {
        return staging.rejectedKeys().orElseThrow();
    }

    private static String eachKey(UnaryOperator<String> condition) {
        return RejectedKeys.KEYS.stream()
                .map(UserAttribute::attributeName)
                .map(condition)
                .collect(joining());
    }

    private static String same(String key, String user) {
        return "p." + key + " = " + user + "." + key;
    }
}
