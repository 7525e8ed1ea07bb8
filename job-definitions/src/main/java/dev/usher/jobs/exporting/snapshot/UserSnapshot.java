package dev.usher.jobs.exporting.snapshot;

import dev.usher.jobs.exporting.chunk.ExportChunk;
import dev.usher.jobs.exporting.chunk.ExportScope;
import dev.usher.jobs.exporting.field.UserValues;
import dev.usher.jobs.postgres.CopyOut;
import dev.usher.jobs.profile.ProfileSql;
import dev.usher.jobs.profile.UserColumn;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the users of an export chunk by chunk; one per worker. */
public final class UserSnapshot {

    /**
     * Only an index scan hands out the users in their order without keeping them first, and only a loop over the few
     * connections leaves it at that. The planner does not know how large the rows are that it would sort.
     */
    private static final String PLAN = """
            SELECT set_config(name, 'off', true)
              FROM unnest(ARRAY ['enable_seqscan', 'enable_bitmapscan', 'enable_sort', 'enable_hashjoin',
                                 'enable_mergejoin']) AS name
            """;

    private final JdbcClient jdbc;
    private final CopyOut copy;
    private final List<UserColumn> columns;
    private final ExportScope scope;
    private final ProfileSql expressions;

    /** @param derivePictures whether a user without a picture has the default one */
    public UserSnapshot(
            JdbcClient jdbc, CopyOut copy, List<UserColumn> columns, ExportScope scope, boolean derivePictures) {
        this.jdbc = jdbc;
        this.copy = copy;
        this.columns = columns;
        this.scope = scope;
        this.expressions = new ProfileSql(derivePictures);
    }

    /**
     * Hands each user of a chunk to the consumer, in the transaction of the calling thread, whose plans it narrows.
     *
     * @param consumer may keep nothing of it: the next user takes its place
     * @return the number of users
     */
    public long read(ExportChunk chunk, Consumer<UserValues> consumer) {
        jdbc.sql(PLAN).query(String.class).list();
        var reader = new SnapshotRow(columns);
        return copy.read(select(chunk), columns.size(), row -> consumer.accept(reader.at(row)));
    }

    private String select(ExportChunk chunk) {
        return "SELECT " + columns.stream().map(expressions::of).collect(Collectors.joining(", "))
                + " FROM " + ProfileSql.from(columns)
                + " WHERE " + ProfileSql.IS_USER + " AND "
                + (scope.choosesUsers() ? isChosen(chunk) : isWithinBounds(chunk))
                + " ORDER BY u.user_id";
    }

    private static String isChosen(ExportChunk chunk) {
        // Without the cast the subquery would be taken for the list itself.
        return "u.user_id = ANY (CAST((SELECT user_ids " + from(chunk) + ") AS text[]))";
    }

    private String isWithinBounds(ExportChunk chunk) {
        var bounds = from(chunk);
        var export = "FROM exports WHERE job_id = (SELECT job_id " + bounds + ")";
        return "u.user_id > (SELECT low " + bounds + ") AND u.user_id <= (SELECT high " + bounds + ")"
                + " AND u.created_at <= (SELECT created_until " + export + ")"
                + (scope.connectionId() == null ? "" : " AND u.connection_id = (SELECT connection_id " + export + ")");
    }

    /** The chunk's id, a number of ours, is all that the statement holds besides names of columns. */
    private static String from(ExportChunk chunk) {
        return "FROM export_chunks WHERE chunk_id = " + chunk.id();
    }
}
