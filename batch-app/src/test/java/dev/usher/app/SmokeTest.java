package dev.usher.app;

import dev.usher.app.launch.*;
import dev.usher.app.status.*;
import dev.usher.jobs.connection.*;
import dev.usher.jobs.importing.*;
import java.time.Clock;
import java.util.*;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.*;
import org.springframework.jdbc.core.simple.JdbcClient;

class SmokeTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({UserImportJobConfiguration.class, LaunchConfiguration.class, StatusConfiguration.class})
    static class App {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        RandomGenerator random() {
            return new java.security.SecureRandom();
        }

        @Bean
        Connections connections(JdbcClient jdbc) {
            return new Connections() {
                @Override
                public List<Connection> list() {
                    return List.of();
                }

                @Override
                public Optional<Connection> find(String s) {
                    return jdbc.sql("select id from connections where name='Username-Password-Authentication'")
                            .query(String.class)
                            .optional()
                            .map(id -> new Connection(
                                    id,
                                    "Username-Password-Authentication",
                                    Strategy.of("auth0"),
                                    ConnectionOptions.DEFAULTS));
                }

                @Override
                public Connection create(String n, Strategy s, ConnectionOptions o) {
                    throw new IllegalStateException();
                }

                @Override
                public Connection updateOptions(String i, ConnectionOptions o) {
                    throw new IllegalStateException();
                }

                @Override
                public void delete(String i) {}
            };
        }
    }

    @Test
    void runs() throws Exception {
        try (var ctx = new SpringApplicationBuilder(App.class)
                .properties(
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:54999/usher",
                        "spring.datasource.username=usher",
                        "spring.batch.job.enabled=false",
                        "spring.main.web-application-type=none",
                        "spring.batch.jdbc.isolation-level-for-create=read_committed")
                .run()) {
            var launch = ctx.getBean(JobLaunchService.class);
            var file = System.getenv("SMOKE_FILE");
            var upsert = "true".equals(System.getenv("SMOKE_UPSERT"));
            var id = launch.submitHere(new UserImportRequest(
                    "x",
                    new UserImportRequest.Input(file, false, file, UserImportRequest.Format.AUTO),
                    UserImportRequest.Csv.DEFAULTS,
                    upsert,
                    UserImportRequest.Metadata.REPLACE,
                    Set.of(),
                    "true".equals(System.getenv("SMOKE_DRY")),
                    null,
                    "/tmp/smoke/rejects.ndjson"));
            long t = System.nanoTime();
            launch.run(id);
            System.out.println("TOOK " + (System.nanoTime() - t) / 1_000_000 + " ms");
            var status = ctx.getBean(JobStatusService.class);
            System.out.println(status.require(id));
            System.out.println(status.errorCounts(id) + " " + status.warnings(id));
            var jdbc = ctx.getBean(JdbcClient.class);
            jdbc.sql(
                            "select step_name, status, extract(epoch from end_time - start_time) as s, exit_message from batch_step_execution where job_execution_id = (select max(job_execution_id) from batch_job_execution) order by step_execution_id")
                    .query()
                    .listOfRows()
                    .forEach(System.out::println);
        }
    }
}
