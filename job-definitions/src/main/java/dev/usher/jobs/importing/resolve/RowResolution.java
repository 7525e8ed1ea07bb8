package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.stage.StagedAttributes;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Staged rows against the users that exist at this moment, one range of keys at a time; one per worker.
 *
 * <p>What it finds is true for the transaction that asks: the merge asks again in the transaction that writes.
 */
public final class RowResolution {

    private final JdbcClient jdbc;
    private final String jobId;
    private final StagingTable staging;
    private final UpsertRules rules;
    private final StagedAttributes staged;

    public RowResolution(
            JdbcClient jdbc, String jobId, StagingTable staging, UpsertRules rules, StagedAttributes staged) {
        this.jdbc = jdbc;
        this.jobId = jobId;
        this.staging = staging;
        this.rules = rules;
        this.staged = staged;
    }

    /**
     * Takes the rows that can't be merged out of staging and stores why, in the transaction of the calling thread.
     *
     * @return how many rows were rejected
     */
    public long rejectConflicts(KeyRange range) {
        var conflicts = rules.upsert() ? upsertConflicts(range) : existingUsers(range);
        if (conflicts.isEmpty()) {
            return 0;
        }
        return statement(RejectedRows.reject(staging, String.join(" UNION ALL ", conflicts)), range)
                .param("job", jobId)
                .query(Long.class)
                .single();
    }

    /** A query for the number of rows whose change their user refuses now; empty if no row of the job can be one. */
    public Optional<String> countRefused(KeyRange range) {
        var refusals = refusals().stream().map(r -> conflict(range, 0, r)).toList();
        return refusals.isEmpty()
                ? Optional.empty()
                : Optional.of("SELECT count(*) FROM (" + String.join(" UNION ALL ", refusals) + ") AS r");
    }

    /** What a merge of the rows that are left would do now, without doing it. */
    public RangeCounts forecast(KeyRange range) {
        if (!rules.upsert()) {
            long rows = statement("SELECT count(*) FROM " + staging.name() + " AS s WHERE " + inRange(range), range)
                    .query(Long.class)
                    .single();
            return new RangeCounts(rows, 0, 0, 0);
        }
        var sql = "SELECT count(*) FILTER (WHERE u.user_id IS NULL) AS inserted,"
                + " count(u.user_id) AS updated,"
                + " count(*) FILTER (WHERE u.user_id IS NOT NULL AND NOT (" + changes() + ")) AS unchanged"
                + " FROM " + staging.name() + " AS s LEFT JOIN users AS u ON " + matchedWithin(range) + " WHERE "
                + inRange(range);
        return statement(sql, range)
                .query((row, number) ->
                        new RangeCounts(row.getLong("inserted"), row.getLong("updated"), row.getLong("unchanged"), 0))
                .single();
    }

    /**
     * A condition on the pair of staged row {@code s} and user {@code u}: the row changes the user. Where the user is as
     * such a row left it no value is looked at; JSON is parsed only if all other values are the same.
     */
    public String changes() {
        var attributes = rules.changeable(staged);
        var differs = Stream.of(false, true)
                .map(json -> attributes.stream()
                        .filter(a -> StagingTable.isJson(a) == json)
                        .toList())
                .filter(some -> !some.isEmpty())
                .map(this::differ)
                .collect(Collectors.joining(" OR "));
        return differs.isEmpty()
                ? "false"
                : "(s.digest IS DISTINCT FROM u.import_digest OR s.digest IS NULL) AND (" + differs + ")";
    }

    private String differ(List<UserAttribute> attributes) {
        var old = attributes.stream().map(a -> "u." + a.attributeName()).collect(Collectors.joining(", "));
        var changed = attributes.stream().map(a -> rules.newValue(a, staged)).collect(Collectors.joining(", "));
        return "ROW(" + old + ") IS DISTINCT FROM ROW(" + changed + ")";
    }

    /** The match of {@code u} and {@code s}; it repeats the range for {@code u}, so that an index can serve it. */
    public String matchedWithin(KeyRange range) {
        return rules.matches() + " AND " + range.condition("u." + rules.keyColumn());
    }

    public String inRange(KeyRange range) {
        return range.condition("s." + rules.keyColumn());
    }

    /** A statement with the parameters of a range and the connection, as far as its text names them. */
    public JdbcClient.StatementSpec statement(String sql, KeyRange range) {
        var statement = jdbc.sql(sql);
        statement = sql.contains(":connection") ? statement.param("connection", rules.connectionId()) : statement;
        statement = sql.contains(":low") ? statement.param("low", range.low()) : statement;
        return sql.contains(":high") ? statement.param("high", range.high()) : statement;
    }

    private List<String> existingUsers(KeyRange range) {
        var taken = new ArrayList<String>();
        var path = new StringBuilder("CASE");
        for (var key : List.of(
                UserAttribute.EMAIL, UserAttribute.USER_ID, UserAttribute.USERNAME, UserAttribute.PHONE_NUMBER)) {
            if (isKey(key) && staged.given().contains(key)) {
                // As in matchedWithin: an index can serve the range, whatever the server believes of the connection.
                var within = key == rules.key() ? " AND " + range.condition("o." + rules.keyColumn()) : "";
                var exists = "EXISTS (SELECT FROM users AS o WHERE " + sameKey(key) + within + ")";
                taken.add(exists);
                path.append(" WHEN ")
                        .append(exists)
                        .append(" THEN '")
                        .append(key.attributeName())
                        .append('\'');
            }
        }
        if (taken.isEmpty()) {
            return List.of();
        }
        return List.of("SELECT " + RejectedRows.POSITION + ", 0 AS rank, '" + RowErrorCode.DUPLICATED_USER
                + "' AS code, " + path
                + " END AS path, 'The user already exist and upsert parameter is false' AS message"
                + " FROM " + staging.name() + " AS s WHERE " + inRange(range) + " AND ("
                + String.join(" OR ", taken) + ")");
    }

    private List<String> upsertConflicts(KeyRange range) {
        var conflicts = new ArrayList<String>();
        for (var key : List.of(
                UserAttribute.USER_ID, UserAttribute.USERNAME, UserAttribute.EMAIL, UserAttribute.PHONE_NUMBER)) {
            boolean mayClash = key != rules.key() || key == UserAttribute.USER_ID;
            if (mayClash && isKey(key) && staged.given().contains(key)) {
                var taken = new Conflict(
                        conflictCode(key),
                        key,
                        "The " + key.attributeName() + " belongs to another user.",
                        "EXISTS (SELECT FROM users AS o WHERE " + sameKey(key)
                                + " AND o.user_id IS DISTINCT FROM u.user_id)");
                conflicts.add(conflict(range, conflicts.size(), taken));
            }
        }
        for (var refusal : refusals()) {
            conflicts.add(conflict(range, conflicts.size(), refusal));
        }
        return conflicts;
    }

    /** @param condition on staged row {@code s} and its user {@code u}, whose columns are null if there is none */
    private record Conflict(RowErrorCode code, UserAttribute path, String message, String condition) {}

    /** A condition on the pair of staged row {@code s} and user {@code u}: the user takes the change. */
    public String accepted() {
        return refusals().stream()
                .map(refusal -> "((" + refusal.condition() + ") IS NOT TRUE)")
                .reduce("true", (all, one) -> all + " AND " + one);
    }

    /** Changes that a user refuses, whoever else there is. No unique key guards against them. */
    private List<Conflict> refusals() {
        var refusals = new ArrayList<Conflict>();
        if (staged.mentions(UserAttribute.CUSTOM_PASSWORD_HASH)) {
            refusals.add(new Conflict(
                    RowErrorCode.CONFLICT,
                    UserAttribute.CUSTOM_PASSWORD_HASH,
                    "A custom_password_hash was provided, but the user already has password hash defined",
                    "(" + StagingTable.value(UserAttribute.CUSTOM_PASSWORD_HASH)
                            + " <> coalesce(u.custom_password_hash, 'null'::jsonb) OR ("
                            + StagingTable.isUnset(UserAttribute.CUSTOM_PASSWORD_HASH)
                            + " AND u.custom_password_hash IS NOT NULL)) AND (u.password_hash IS NOT NULL OR"
                            + " u.password_is_own)"));
        }
        if (rules.connection().emailVerifiedIsFixed() && staged.mentions(UserAttribute.EMAIL_VERIFIED)) {
            refusals.add(new Conflict(
                    RowErrorCode.FORBIDDEN_PROPERTY,
                    UserAttribute.EMAIL_VERIFIED,
                    "Error in email_verified property - An enterprise connection does not let an update change it.",
                    "u.user_id IS NOT NULL AND CASE WHEN " + StagingTable.isUnset(UserAttribute.EMAIL_VERIFIED)
                            + " THEN false ELSE s.email_verified END <> coalesce(u.email_verified, false)"));
        }
        return refusals;
    }

    private String conflict(KeyRange range, int rank, Conflict conflict) {
        return "SELECT " + RejectedRows.POSITION + ", " + rank + " AS rank, '" + conflict.code() + "' AS code, '"
                + conflict.path().attributeName() + "' AS path, '" + conflict.message() + "' AS message FROM "
                + staging.name() + " AS s LEFT JOIN users AS u ON " + matchedWithin(range) + " WHERE " + inRange(range)
                + " AND " + conflict.condition();
    }

    private boolean isKey(UserAttribute attribute) {
        return attribute != UserAttribute.EMAIL || rules.connection().emailIsUnique();
    }

    /** User {@code o} has the key that staged row {@code s} gives. User ids are unique over all connections. */
    private static String sameKey(UserAttribute key) {
        var same = "o." + key.attributeName() + " = s." + key.attributeName();
        return switch (key) {
            case USER_ID -> same;
            case EMAIL -> same + " AND o.connection_id = :connection AND o.email_is_unique";
            default -> same + " AND o.connection_id = :connection";
        };
    }

    private static RowErrorCode conflictCode(UserAttribute key) {
        return switch (key) {
            case EMAIL -> RowErrorCode.CONFLICT_EMAIL;
            case USERNAME -> RowErrorCode.CONFLICT_USERNAME;
            default -> RowErrorCode.CONFLICT;
        };
    }
}
