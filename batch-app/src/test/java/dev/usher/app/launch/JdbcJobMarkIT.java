package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ApplicationHarness;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcJobMarkIT {

    /** What a chunk of each stage commits, in the order of the stages. */
    private static final List<String> CHUNKS = List.of(
            "INSERT INTO import_inputs VALUES (:job, '/users.ndjson', 100, 'hash', 10, 0, '{}')",
            "INSERT INTO import_parts VALUES (:job, 0, 0, 100, 1, 1, 1, 0, 1, 1)",
            "UPDATE import_parts SET next_offset_bytes = 50 WHERE job_id = :job",
            "INSERT INTO import_key_ranges (job_id, range_number, group_number) VALUES (:job, 0, 0), (:job, 1, 0)",
            "UPDATE import_key_ranges SET resolved = true WHERE job_id = :job AND range_number = 0",
            "UPDATE import_key_ranges SET merged = true WHERE job_id = :job AND range_number = 0",
            "UPDATE import_key_ranges SET merged = true WHERE job_id = :job AND range_number = 1",
            "INSERT INTO import_mirror_ranges (job_id, range_number, low, high, applied) VALUES (:job, 0, '', 'a', true)",
            "INSERT INTO exports (job_id, users) VALUES (:job, 2)",
            "INSERT INTO export_chunks (job_id, chunk_number, low, high, users, segment) VALUES (:job, 0, '', 'a', 1, 's')",
            "INSERT INTO export_chunks (job_id, chunk_number, low, high, users, segment) VALUES (:job, 1, 'a', 'b', 1, 't')");

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    @Test
    void changesWithEachChunkAndWithNothingElse() {
        var job = application.insertJob("processing", application.request(Path.of("/users.ndjson")));
        var mark = new JdbcJobMark(application.jdbc());
        var marks = new HashSet<String>();
        marks.add(mark.of(job));
        for (var chunk : CHUNKS) {
            application.jdbc().sql(chunk).param("job", job).update();

            assertThat(marks.add(mark.of(job))).as(chunk).isTrue();
            assertThat(mark.of(job)).isEqualTo(mark.of(job));
        }
        application
                .jdbc()
                .sql("UPDATE jobs SET attempts = attempts + 1 WHERE id = :job")
                .param("job", job)
                .update();
        assertThat(marks).contains(mark.of(job));
    }
}
