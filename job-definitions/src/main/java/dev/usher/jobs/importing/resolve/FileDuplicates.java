package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.stage.StagedAttributes;
import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Users that stand twice in a file: a row is rejected if it shares a key with any earlier valid row, whether or not
 * that one is rejected for another reason later. So the first always wins, and the order in which ranges are resolved
 * does not matter.
 */
public final class FileDuplicates {

    private final JdbcClient jdbc;
    private final String jobId;
    private final StagingTable staging;
    private final UpsertRules rules;

    public FileDuplicates(JdbcClient jdbc, String jobId, StagingTable staging, UpsertRules rules) {
        this.jdbc = jdbc;
        this.jobId = jobId;
        this.staging = staging;
        this.rules = rules;
    }

    /**
     * Rejects them all in the transaction of the calling thread, which must be the first to resolve the rows.
     *
     * @param matchKeysAreUnique whether it is known that no match key occurs twice
     * @return how many rows were rejected
     */
    public long reject(StagedAttributes staged, boolean matchKeysAreUnique) {
        var queries = new ArrayList<String>();
        var keys = keys(staged);
        if (matchKeysAreUnique) {
            keys.remove(rules.key());
        }
        for (var key : keys) {
            queries.add(duplicatesOf(key, queries.size()));
        }
        if (queries.isEmpty()) {
            return 0;
        }
        // One sort or hash of all keys; the server's default would spill to disk.
        jdbc.sql("SET LOCAL work_mem = '128MB'").update();
        return jdbc.sql(RejectedRows.reject(staging, String.join(" UNION ALL ", queries)))
                .param("job", jobId)
                .query(Long.class)
                .single();
    }

    private List<UserAttribute> keys(StagedAttributes staged) {
        var keys = new ArrayList<UserAttribute>();
        for (var attribute : List.of(
                UserAttribute.EMAIL, UserAttribute.USER_ID, UserAttribute.USERNAME, UserAttribute.PHONE_NUMBER)) {
            boolean unique =
                    attribute != UserAttribute.EMAIL || rules.connection().emailIsUnique();
            if (unique && staged.given().contains(attribute)) {
                keys.add(attribute);
            }
        }
        return keys;
    }

    private String duplicatesOf(UserAttribute key, int rank) {
        var column = key.attributeName();
        return "SELECT " + RejectedRows.POSITION + ", " + rank + " AS rank, '" + RowErrorCode.DUPLICATED_USER
                + "' AS code, '"
                + column + "' AS path, 'A user with this " + column + " was already provided.' AS message FROM "
                + staging.name() + " AS s JOIN (SELECT " + column + ", min(record) AS first FROM " + staging.name()
                + " WHERE " + column + " IS NOT NULL GROUP BY " + column + " HAVING count(*) > 1) AS d ON d." + column
                + " = s." + column + " AND s.record > d.first";
    }
}
