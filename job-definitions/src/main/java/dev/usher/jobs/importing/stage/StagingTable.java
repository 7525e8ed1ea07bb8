package dev.usher.jobs.importing.stage;

import dev.usher.jobs.postgres.SqlName;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table that holds the accepted rows of one job until they are merged.
 *
 * <p>Its columns are the attributes of a user under their own names (see {@link #value(UserAttribute)}), and
 * {@code record}, {@code line}, {@code column_number}, {@code byte_offset}, {@code length} (where the row stands in the
 * file), {@code unset} (see {@link #unsetBit(UserAttribute)}) and {@code digest} (see {@link RowDigest}; null if the row
 * unsets anything). An attribute that the row does not give is null.
 *
 * <p>It is logged, so that it survives a crash of the database. Nothing is ever updated in it; rows that turn out to be
 * wrong are deleted.
 */
public final class StagingTable {

    static final List<String> POSITION_COLUMNS =
            List.of("record", "line", "column_number", "byte_offset", "length", "unset");

    private static final String DIGEST_COLUMN = "digest";

    private static final List<UserAttribute> ATTRIBUTES = List.of(UserAttribute.values());

    static final String SCHEMA = "usher_staging";

    private final SqlName name;
    private final String indexName;
    private final RejectedKeys rejectedKeys;
    private final boolean keepsRejectedKeys;

    private StagingTable(String jobId, boolean keepsRejectedKeys) {
        this.name = SqlName.of(SCHEMA, jobId);
        this.indexName = jobId + "_key";
        this.rejectedKeys = new RejectedKeys(jobId);
        this.keepsRejectedKeys = keepsRejectedKeys;
    }

    public static StagingTable of(String jobId) {
        return new StagingTable(jobId, false);
    }

    /** One of a job that must know also of rejected rows whose they were. */
    public static StagingTable keepingRejectedKeys(String jobId) {
        return new StagingTable(jobId, true);
    }

    public SqlName name() {
        return name;
    }

    /** Where the keys of rejected rows go; empty if nobody will ask for them. */
    public Optional<RejectedKeys> rejectedKeys() {
        return keepsRejectedKeys ? Optional.of(rejectedKeys) : Optional.empty();
    }

    /** The bit of column {@code unset} that says that the row gives null for an attribute: an upsert clears it. */
    public static int unsetBit(UserAttribute attribute) {
        return 1 << ATTRIBUTES.indexOf(attribute);
    }

    /** A condition on staged row {@code s}: it gives null for an attribute. */
    public static String isUnset(UserAttribute attribute) {
        return "s.unset & " + unsetBit(attribute) + " <> 0";
    }

    /**
     * What staged row {@code s} gives for an attribute, in the type that it has in the table of users. JSON is staged as
     * text: to parse it takes the server longer than all the rest, and most rows of a nightly sync are never looked at.
     */
    public static String value(UserAttribute attribute) {
        var column = "s." + attribute.attributeName();
        return isJson(attribute) ? "CAST(" + column + " AS jsonb)" : column;
    }

    /** Creates the table, and that of rejected keys if it has one, unless they exist. */
    public void create(JdbcClient jdbc) {
        var attributes = Arrays.stream(UserAttribute.values())
                .map(a -> a.attributeName() + " " + sqlType(a))
                .collect(Collectors.joining(", "));
        jdbc.sql("CREATE TABLE IF NOT EXISTS " + name
                        + " (record bigint NOT NULL, line bigint NOT NULL, column_number bigint NOT NULL,"
                        + " byte_offset bigint NOT NULL, length bigint NOT NULL, unset int NOT NULL, "
                        + DIGEST_COLUMN + " uuid, "
                        + attributes + ") WITH (autovacuum_enabled = false)")
                .update();
        rejectedKeys().ifPresent(keys -> keys.create(jdbc));
    }

    /** Drops what there is of both. */
    public void drop(JdbcClient jdbc) {
        jdbc.sql("DROP TABLE IF EXISTS " + name + ", " + rejectedKeys.name()).update();
    }

    /** Creates the index in whose order rows are resolved and merged. */
    public void createKeyIndex(JdbcClient jdbc, UserAttribute key) {
        createIndex(jdbc, "INDEX", key);
    }

    /** As {@link #createKeyIndex}, but fails with a unique clash if a key occurs twice. */
    public void createUniqueKeyIndex(JdbcClient jdbc, UserAttribute key) {
        createIndex(jdbc, "UNIQUE INDEX", key);
    }

    private void createIndex(JdbcClient jdbc, String kind, UserAttribute key) {
        jdbc.sql("CREATE " + kind + " " + SqlName.of(indexName) + " ON " + name + " (" + key.attributeName() + ")")
                .update();
        jdbc.sql("ANALYZE " + name + " (" + key.attributeName() + ")").update();
    }

    /** The columns of a row with some attributes, in the order in which {@link StagingWriter} writes them. */
    static List<String> columns(List<UserAttribute> attributes) {
        var columns = new ArrayList<>(POSITION_COLUMNS);
        for (var attribute : attributes) {
            columns.add(attribute.attributeName());
        }
        columns.add(DIGEST_COLUMN);
        return columns;
    }

    static String sqlType(UserAttribute attribute) {
        return switch (attribute.type()) {
            case TEXT -> "text COLLATE \"C\"";
            case BOOLEAN -> "boolean";
            case OBJECT, ARRAY -> "text";
        };
    }

    /** Whether {@link #value} has to parse. */
    public static boolean isJson(UserAttribute attribute) {
        return attribute.type() == UserAttribute.Type.OBJECT || attribute.type() == UserAttribute.Type.ARRAY;
    }
}
