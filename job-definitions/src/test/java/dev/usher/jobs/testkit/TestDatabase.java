package dev.usher.jobs.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of a test class's own. */
public record TestDatabase(String jdbcUrl, String username, String password) {

    /** Of an application that works on it, with what a test wants to have otherwise. */
    public String[] settings(List<String> others) {
        var settings = new ArrayList<>(List.of(
                "spring.main.banner-mode=off",
                "spring.main.log-startup-info=false",
                "spring.flyway.enabled=false",
                "spring.batch.job.enabled=false",
                "spring.batch.jdbc.initialize-schema=never",
                "spring.batch.jdbc.isolation-level-for-create=read_committed",
                "spring.datasource.url=" + jdbcUrl,
                "spring.datasource.username=" + username,
                "spring.datasource.password=" + password,
                "spring.datasource.hikari.data-source-properties.logServerErrorDetail=false",
                "logging.level.org.springframework.batch=off",
                "usher.import.workers=2",
                "usher.export.workers=2"));
        settings.addAll(others);
        return settings.toArray(String[]::new);
    }

    /** The same as arguments of an application, which win over its files. */
    public String[] arguments(List<String> others) {
        return Arrays.stream(settings(others)).map(setting -> "--" + setting).toArray(String[]::new);
    }

    /** Opens a new connection each time: nothing to close, and no state left in a session. */
    public DataSource dataSource() {
        return new DriverManagerDataSource(jdbcUrl, username, password);
    }
}
