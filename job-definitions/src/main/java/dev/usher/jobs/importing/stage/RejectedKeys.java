package dev.usher.jobs.importing.stage;

import dev.usher.jobs.postgres.SqlName;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table that keeps of the rejected rows of a job by which keys they name a user: a user whose row is wrong is in the
 * file all the same. Shared by workers.
 *
 * <p>It has a row for each rejected one, also for those that can't be read: all keys of these are null.
 */
public final class RejectedKeys {

    /** What may name a user, each under its own name as a column. */
    public static final List<UserAttribute> KEYS =
            List.of(UserAttribute.USER_ID, UserAttribute.EMAIL, UserAttribute.USERNAME, UserAttribute.PHONE_NUMBER);

    static final List<String> COLUMNS =
            KEYS.stream().map(UserAttribute::attributeName).toList();

    private final SqlName name;

    RejectedKeys(String jobId) {
        this.name = SqlName.of(StagingTable.SCHEMA, jobId + "_rejected");
    }

    public SqlName name() {
        return name;
    }

    void create(JdbcClient jdbc) {
        jdbc.sql("CREATE TABLE IF NOT EXISTS " + name + " ("
                        + KEYS.stream()
                                .map(key -> key.attributeName() + " " + StagingTable.sqlType(key))
                                .collect(Collectors.joining(", "))
                        + ") WITH (autovacuum_enabled = false)")
                .update();
    }

    /** The keys of staged row {@code s}. */
    public String ofStaged() {
        return COLUMNS.stream().map(column -> "s." + column).collect(Collectors.joining(", "));
    }

    /** An insertion of the rows of a query that has the keys among its columns. */
    public String insertionFrom(String query) {
        var columns = String.join(", ", COLUMNS);
        return "INSERT INTO " + name + " (" + columns + ") SELECT " + columns + " FROM " + query;
    }
}
