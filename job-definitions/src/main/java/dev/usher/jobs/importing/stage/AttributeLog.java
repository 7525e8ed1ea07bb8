package dev.usher.jobs.importing.stage;

import dev.usher.jobs.user.UserAttribute;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which attributes each part of a file gives, noted while it is staged: asking the staging table afterwards would read it
 * whole. Shared by workers.
 */
public final class AttributeLog {

    private static final String NOTE = """
            INSERT INTO import_staged_attributes AS a (job_id, part_number, given, unset)
            VALUES (:job, :part, :given, :unset)
            ON CONFLICT (job_id, part_number) DO UPDATE
                SET given = a.given || excluded.given, unset = a.unset || excluded.unset
            """;

    private final JdbcClient jdbc;

    public AttributeLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to what is known of a part, in the transaction of the calling thread. */
    void note(String jobId, int part, StagedAttributes seen) {
        jdbc.sql(NOTE)
                .param("job", jobId)
                .param("part", part)
                .param("given", names(seen.given()))
                .param("unset", names(seen.unset()))
                .update();
    }

    /** What the parts of a job give that have been staged so far. */
    public StagedAttributes of(String jobId) {
        var given = EnumSet.noneOf(UserAttribute.class);
        var unset = EnumSet.noneOf(UserAttribute.class);
        jdbc.sql("SELECT given, unset FROM import_staged_attributes WHERE job_id = :job")
                .param("job", jobId)
                .query(row -> {
                    addAll(given, row.getArray("given"));
                    addAll(unset, row.getArray("unset"));
                });
        return new StagedAttributes(given, unset);
    }

    private static String[] names(Set<UserAttribute> attributes) {
        return attributes.stream().map(UserAttribute::attributeName).toArray(String[]::new);
    }

    private static void addAll(Set<UserAttribute> attributes, Array names) throws SQLException {
        Arrays.stream((String[]) names.getArray())
                .map(name -> UserAttribute.findByName(name).orElseThrow())
                .forEach(attributes::add);
    }
}
