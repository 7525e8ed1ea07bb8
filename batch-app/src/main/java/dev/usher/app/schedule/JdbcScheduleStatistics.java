package dev.usher.app.schedule;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ScheduleStatistics} of the tables of schedules and their runs. */
final class JdbcScheduleStatistics implements ScheduleStatistics {

    /** What is counted is in an index that has nothing else, and of the last completed job the index knows the time. */
    private static final String READ = """
            SELECT s.name, r.missed, r.refused, r.skipped,
                   extract(epoch FROM now() - coalesce((SELECT max(job_finished_at)
                                                          FROM schedule_runs
                                                         WHERE schedule_id = s.id AND job_status = 'completed'),
                                                       s.created_at)) AS seconds_since_success
              FROM (SELECT id, name, created_at FROM schedules WHERE NOT paused ORDER BY name LIMIT :most) AS s,
                   LATERAL (SELECT count(*) FILTER (WHERE outcome = 'missed') AS missed,
                                   count(*) FILTER (WHERE outcome = 'refused') AS refused,
                                   count(*) FILTER (WHERE outcome = 'skipped_overlap') AS skipped
                              FROM schedule_runs
                             WHERE schedule_id = s.id AND outcome IN ('missed', 'refused', 'skipped_overlap')) AS r
             ORDER BY s.name
            """;

    private final JdbcClient jdbc;

    JdbcScheduleStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Reliability> read(int most) {
        return jdbc.sql(READ).param("most", most).query(Reliability.class).list();
    }
}
