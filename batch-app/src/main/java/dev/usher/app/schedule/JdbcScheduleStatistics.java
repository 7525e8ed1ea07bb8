package dev.usher.app.schedule;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ScheduleStatistics} of the tables of schedules and their runs. */
final class JdbcScheduleStatistics implements ScheduleStatistics {

    private static final String READ = """
            SELECT s.name, count(*) FILTER (WHERE r.outcome = 'missed') AS missed,
                   coalesce(extract(epoch FROM now() - max(coalesce(j.finished_at, r.job_finished_at))
                                    FILTER (WHERE coalesce(j.status, r.job_status) = 'completed')),
                            'NaN') AS seconds_since_success
              FROM schedules AS s
              LEFT JOIN schedule_runs AS r ON r.schedule_id = s.id
              LEFT JOIN jobs AS j ON j.id = r.job_id
             GROUP BY s.name
             ORDER BY s.name
             LIMIT :most
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
