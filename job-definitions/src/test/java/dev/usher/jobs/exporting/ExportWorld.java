package dev.usher.jobs.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.testkit.AnExport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Users to export, and what is asked of every export. */
final class ExportWorld {

    private final ImportJobHarness jobs;

    ExportWorld(ImportJobHarness jobs) {
        this.jobs = jobs;
    }

    void insertUsers(Connection connection, String letter, int count) {
        jobs.jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email, name, email_is_unique, created_at, updated_at)"
                        + " SELECT 'auth0|' || :letter || lpad(i::text, 3, '0'), :id, :letter || i || '@example.com',"
                        + " 'Name ' || i, true, '2020-01-01Z', '2020-01-01Z' FROM generate_series(0, :count - 1) AS i"
                        + " ORDER BY i DESC")
                .param("letter", letter)
                .param("id", connection.id())
                .param("count", count)
                .update();
    }

    void insertUser(Connection connection, String userId, String email) {
        jobs.jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email, name, email_is_unique, created_at, updated_at)"
                        + " VALUES (:user, :id, :email, 'Ann', true, now(), now())")
                .param("user", userId)
                .param("id", connection.id())
                .param("email", email)
                .update();
    }

    void execute(String sql) {
        jobs.jdbc().sql(sql).update();
    }

    /** The names of the segments of the last export, in their order. */
    List<String> segments() {
        return jobs.jdbc()
                .sql("SELECT segment FROM export_chunks WHERE job_id = (SELECT max(job_id) FROM export_chunks)"
                        + " ORDER BY chunk_number")
                .query(String.class)
                .list();
    }

    /** Lets an export that has begun write to another file. */
    void retarget(String jobId, Path target) {
        jobs.jdbc()
                .sql("UPDATE jobs SET request = jsonb_set(request, '{target,path}', to_jsonb(CAST(:path AS text)))"
                        + " WHERE id = :job")
                .param("path", target.toString())
                .param("job", jobId)
                .update();
    }

    /** Runs it; the users in the file, in their order. */
    List<String> ids(AnExport export) {
        assertThat(export.fields("user_id").run().completed()).isTrue();
        return idsIn(export);
    }

    List<String> idsIn(AnExport export) {
        return export.text()
                .lines()
                .map(line -> line.substring("{\"user_id\":\"".length(), line.length() - 2))
                .toList();
    }

    static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
