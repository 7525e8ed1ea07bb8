package dev.usher.jobs.importing.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.importing.source.FilePosition;
import dev.usher.jobs.testkit.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class JdbcFilePartsIT {

    private static final String JOB = "job_0000000000000001";

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private final JdbcClient jdbc =
            JdbcClient.create(postgres.migratedDatabase().dataSource());
    private final FileParts parts = new JdbcFileParts(jdbc, new JsonMapper());

    @BeforeEach
    void aPartOfHundredBytes() {
        jdbc.sql("DELETE FROM jobs").update();
        jdbc.sql("INSERT INTO jobs (id, type, status, connection_id, connection, request)"
                        + " VALUES (:job, 'users_import', 'processing', 'con', 'c', '{}')")
                .param("job", JOB)
                .update();
        jdbc.sql("INSERT INTO import_parts VALUES (:job, 0, 0, 100, 1, 1, 0, 1, 1, 0, 0)")
                .param("job", JOB)
                .update();
    }

    @Test
    void movesForwardFromWhereTheRecordsBegan() {
        parts.advance(JOB, 0, new FilePosition(40, 5, 5), 4, 1);
        parts.advance(JOB, 0, new FilePosition(90, 8, 9), 3, 0);

        assertThat(parts.require(JOB, 0).next()).isEqualTo(new FilePosition(90, 8, 9));
    }

    @Test
    void refusesRecordsThatItHasAlready() {
        parts.advance(JOB, 0, new FilePosition(40, 5, 5), 4, 1);

        assertThatThrownBy(() -> parts.advance(JOB, 0, new FilePosition(40, 5, 5), 4, 1))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void refusesRecordsBehindAGap() {
        assertThatThrownBy(() -> parts.advance(JOB, 0, new FilePosition(90, 8, 9), 3, 0))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }
}
