package dev.usher.jobs.importing.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RecordLocation;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowPosition;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class JdbcRowErrorsIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String JOB = "job_aaaaaaaaaaaaaaaa";
    private static final String OTHER = "job_bbbbbbbbbbbbbbbb";

    /** By this session, which has not yet reported them. */
    private static final String ENTRIES_READ = """
            SELECT pg_stat_get_xact_tuples_returned('job_errors'::regclass)
                   + pg_stat_get_xact_tuples_returned('job_errors_pkey'::regclass)
            """;

    private final TestDatabase database = postgres.migratedDatabase();
    private final DataSource dataSource = database.dataSource();
    private final RowErrors errors = new JdbcRowErrors(dataSource);

    @BeforeEach
    void startEmpty() {
        errors.deleteAll(JOB);
        errors.deleteAll(OTHER);
    }

    @Test
    void returnsWhatItWasGiven() {
        var odd = "tab\t, break\r\n, back\\slash, \\N, \"é😀\"";
        var at = new RecordLocation(7, 3, 99);
        var first = new Rejection.PlacedError(new RowError(RowErrorCode.PATTERN, "a\\b", odd, 2), at);
        var second = new Rejection.PlacedError(RowError.ofRecord(RowErrorCode.TOO_DEEP, "", 5), at);

        errors.add(JOB, List.of(new Rejection(new RowPosition(4, 7, 90, 30), List.of(first, second))));

        assertThat(errors.page(JOB, 0, 10))
                .containsExactly(
                        new StoredRowError(4, 7, 3, 99, "PATTERN", "a\\b", odd),
                        new StoredRowError(4, 7, 3, 99, "TOO_DEEP", null, ""));
        var records = new ArrayList<RejectedRecord>();
        errors.forEachRecord(JOB, records::add);
        assertThat(records).singleElement().satisfies(r -> {
            assertThat(r.offsetBytes()).isEqualTo(90);
            assertThat(r.lengthBytes()).isEqualTo(30);
        });
    }

    @Test
    void keepsTheErrorsOfARecordOnOnePage() {
        errors.add(JOB, List.of(rejection(1, 3), rejection(5, 1), rejection(9, 2)));

        assertThat(errors.page(JOB, 0, 2)).extracting(StoredRowError::record).containsExactly(1L, 1L, 1L, 5L);
        assertThat(errors.page(JOB, 5, 2)).extracting(StoredRowError::record).containsExactly(9L, 9L);
        assertThat(errors.page(JOB, 9, 2)).isEmpty();
    }

    @Test
    void handsOverMoreRecordsThanItReadsAtOnceInTheOrderOfTheFile() {
        var rejections = LongStream.rangeClosed(1, 2_500)
                .mapToObj(n -> rejection(2_501 - n, 2))
                .toList();
        errors.add(JOB, rejections);
        errors.add(OTHER, List.of(rejection(1, 1)));

        var records = new ArrayList<Long>();
        errors.forEachRecord(JOB, record -> {
            assertThat(record.errors()).hasSize(2);
            records.add(record.record());
        });

        assertThat(records).hasSize(2_500).isSorted();
        assertThat(errors.countRows(JOB)).isEqualTo(2_500);
    }

    /** Statistics know of a job only once the server has had a while: here they say that it has hardly any errors. */
    @Test
    void readsLittleMoreThanAPageOfAJobThatTheServerDoesNotKnowYet() {
        errors.add(OTHER, rejections(2_000));
        JdbcClient.create(dataSource).sql("ANALYZE job_errors").update();
        errors.add(JOB, rejections(2_000));

        var session =
                new SingleConnectionDataSource(database.jdbcUrl(), database.username(), database.password(), true);
        try {
            var page = new JdbcRowErrors(session).page(JOB, 1_000, 500);

            assertThat(page).hasSize(500);
            assertThat(JdbcClient.create(session)
                            .sql(ENTRIES_READ)
                            .query(Long.class)
                            .single())
                    .isLessThan(5_000);
        } finally {
            session.destroy();
        }
    }

    @Test
    void countsRowsByCodeWithTheirFirstLines() {
        errors.add(
                JOB, LongStream.rangeClosed(1, 8).mapToObj(n -> rejection(n, 2)).toList());
        errors.add(
                JOB, List.of(new Rejection(new RowPosition(20, 20, 0, 1), List.of(placed(RowErrorCode.MAXIMUM, 20)))));

        assertThat(errors.countsByCode(JOB))
                .containsExactly(
                        new ErrorCount("PATTERN", 8, List.of(1L, 2L, 3L, 4L, 5L)),
                        new ErrorCount("MAXIMUM", 1, List.of(20L)));
    }

    @Test
    void deletesTheErrorsOfOneJobOnly() {
        errors.add(JOB, List.of(rejection(1, 1)));
        errors.add(OTHER, List.of(rejection(1, 1)));

        errors.deleteAll(JOB);

        assertThat(errors.countRows(JOB)).isZero();
        assertThat(errors.countRows(OTHER)).isOne();
    }

    @Test
    void takesNoErrorsAtAll() {
        errors.add(JOB, List.of());

        assertThat(errors.countRows(JOB)).isZero();
        assertThat(errors.countsByCode(JOB)).isEmpty();
    }

    private static List<Rejection> rejections(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(n -> rejection(n, 1)).toList();
    }

    private static Rejection rejection(long record, int count) {
        var placed = new ArrayList<Rejection.PlacedError>();
        for (int i = 0; i < count; i++) {
            placed.add(placed(RowErrorCode.PATTERN, record));
        }
        return new Rejection(new RowPosition(record, record, record * 10, 9), placed);
    }

    private static Rejection.PlacedError placed(RowErrorCode code, long line) {
        return new Rejection.PlacedError(new RowError(code, "name", "text", 0), new RecordLocation(line, 1, line * 10));
    }
}
