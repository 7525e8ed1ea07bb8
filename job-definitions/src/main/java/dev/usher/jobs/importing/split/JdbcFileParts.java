package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.importing.source.FilePart;
import dev.usher.jobs.importing.source.FilePosition;
import dev.usher.jobs.importing.source.InputDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@link FileParts} in the tables {@code import_inputs} and {@code import_parts}. */
final class JdbcFileParts implements FileParts {

    private static final String SAVE_INPUT = """
            INSERT INTO import_inputs (job_id, data_path, size_bytes, sha256, records, description)
            VALUES (:job, :path, :size, :sha256, :records, CAST(:description AS jsonb))
            """;

    private static final String SAVE_PART = """
            INSERT INTO import_parts (job_id, part_number, offset_bytes, end_offset_bytes, first_record, first_line, first_column,
                                      next_offset_bytes, next_record, next_line)
            VALUES (:job, :number, :offset, :end, :record, :line, :column, :offset, :record, :line)
            """;

    private static final String ADVANCE = """
            UPDATE import_parts
               SET next_offset_bytes = :offset, next_record = :record, next_line = :line,
                   records = records + :records, rejected = rejected + :rejected
             WHERE job_id = :job AND part_number = :number AND next_record = :record - :records
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcFileParts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Description(
            InputDescription input, @Nullable RowPosition header) {}

    @Override
    public void save(String jobId, Path data, ScannedFile scanned) {
        jdbc.sql(SAVE_INPUT)
                .param("job", jobId)
                .param("path", data.toString())
                .param("size", scanned.sizeBytes())
                .param("sha256", scanned.sha256())
                .param("records", scanned.records())
                .param("description", json.writeValueAsString(new Description(scanned.input(), scanned.header())))
                .update();
        for (var part : scanned.parts()) {
            jdbc.sql(SAVE_PART)
                    .param("job", jobId)
                    .param("number", part.number())
                    .param("offset", part.offsetBytes())
                    .param("end", part.endOffsetBytes())
                    .param("record", part.firstRecord())
                    .param("line", part.firstLine())
                    .param("column", part.firstColumn())
                    .update();
        }
    }

    @Override
    public void relocate(String jobId, Path data) {
        jdbc.sql("UPDATE import_inputs SET data_path = :path WHERE job_id = :job")
                .param("job", jobId)
                .param("path", data.toString())
                .update();
    }

    @Override
    public void noteDuplicates(String jobId, long rows) {
        jdbc.sql("UPDATE import_inputs SET duplicates = :rows WHERE job_id = :job")
                .param("job", jobId)
                .param("rows", rows)
                .update();
    }

    @Override
    public Optional<ScannedInput> findInput(String jobId) {
        return jdbc.sql("SELECT * FROM import_inputs WHERE job_id = :job")
                .param("job", jobId)
                .query((row, number) -> {
                    var description = json.readValue(row.getString("description"), Description.class);
                    return new ScannedInput(
                            Path.of(row.getString("data_path")),
                            row.getLong("size_bytes"),
                            row.getString("sha256"),
                            row.getLong("records"),
                            description.input(),
                            description.header());
                })
                .optional();
    }

    @Override
    public List<Integer> open(String jobId) {
        return jdbc.sql("""
                        SELECT part_number
                          FROM import_parts
                         WHERE job_id = :job AND next_offset_bytes < end_offset_bytes
                         ORDER BY part_number
                        """).param("job", jobId).query(Integer.class).list();
    }

    @Override
    public PartProgress require(String jobId, int part) {
        return jdbc.sql("SELECT * FROM import_parts WHERE job_id = :job AND part_number = :number")
                .param("job", jobId)
                .param("number", part)
                .query((row, number) -> new PartProgress(
                        new FilePart(
                                part,
                                row.getLong("offset_bytes"),
                                row.getLong("end_offset_bytes"),
                                row.getLong("first_record"),
                                row.getLong("first_line"),
                                row.getLong("first_column")),
                        new FilePosition(
                                row.getLong("next_offset_bytes"),
                                row.getLong("next_record"),
                                row.getLong("next_line"))))
                .single();
    }

    @Override
    public void advance(String jobId, int part, FilePosition next, long records, long rejected) {
        int advanced = jdbc.sql(ADVANCE)
                .param("job", jobId)
                .param("number", part)
                .param("offset", next.offsetBytes())
                .param("record", next.record())
                .param("line", next.line())
                .param("records", records)
                .param("rejected", rejected)
                .update();
        if (advanced != 1) {
            throw new OptimisticLockingFailureException(
                    "Part " + part + " of job " + jobId + " was read by somebody else meanwhile.");
        }
    }
}
