package dev.usher.jobs.importing.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.testkit.PostgresExtension;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class RejectedRowsIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String JOB = "job_aaaaaaaaaaaaaaaa";
    private static final Pattern LOOPS = Pattern.compile("CTE Scan.* loops=(\\d+)");

    private final JdbcClient jdbc =
            JdbcClient.create(postgres.migratedDatabase().dataSource());
    private final StagingTable staging = StagingTable.of(JOB);

    @BeforeEach
    void stage() {
        staging.create(jdbc);
        jdbc.sql("INSERT INTO " + staging.name() + " (record, line, column_number, byte_offset, length, unset)"
                        + " SELECT n, n + 1, 3, n * 10, 9, 0 FROM generate_series(1, 1000) AS n")
                .update();
    }

    @AfterEach
    void empty() {
        staging.drop(jdbc);
        jdbc.sql("TRUNCATE job_errors").update();
    }

    @Test
    void movesARowWithAllItsErrorsInTheirOrder() {
        var sql = RejectedRows.reject(
                staging, wrong(1, "second", "s.record = 7") + " UNION ALL " + wrong(0, "first", "s.record IN (7, 9)"));

        assertThat(jdbc.sql(sql).param("job", JOB).query(Long.class).single()).isEqualTo(2);

        assertThat(jdbc.sql("SELECT concat_ws(' ', job_id, record_number, error_number, line_number, column_number,"
                                + " byte_offset, record_offset, record_length, code, path, message) FROM job_errors"
                                + " ORDER BY record_number, error_number")
                        .query(String.class)
                        .list())
                .containsExactly(
                        JOB + " 7 1 8 3 70 70 9 CODE first text",
                        JOB + " 7 2 8 3 70 70 9 CODE second text",
                        JOB + " 9 1 10 3 90 90 9 CODE first text");
        assertThat(jdbc.sql("SELECT count(*) FROM " + staging.name())
                        .query(Long.class)
                        .single())
                .isEqualTo(998);
    }

    /** The condition is true of every row, and the server expects it of hardly any. */
    @Test
    void doesNotCompareEachWrongRowWithEachWhereTheServerExpectsOne() {
        jdbc.sql("ANALYZE " + staging.name()).update();
        var surprising = "s.record * 0 = 0 AND s.line * 0 = 0 AND s.byte_offset * 0 = 0";

        var plan = jdbc.sql(
                        "EXPLAIN (ANALYZE, TIMING OFF) " + RejectedRows.reject(staging, wrong(0, "email", surprising)))
                .param("job", JOB)
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan)).containsPattern("CTE Scan.* rows=1 .*actual rows=1000");
        assertThat(plan.stream().flatMap(line -> LOOPS.matcher(line).results()).map(found -> found.group(1)))
                .containsOnly("1");
    }

    private static String wrong(int rank, String path, String condition) {
        return "SELECT " + RejectedRows.POSITION + ", " + rank + " AS rank, 'CODE' AS code, '" + path
                + "' AS path, 'text' AS message FROM " + StagingTable.of(JOB).name() + " AS s WHERE " + condition;
    }
}
