package dev.usher.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.usher.app.cli.Engine;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every sample does what its folder says. Commands are typed into the real command line, in this process. */
class SamplesIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final List<String> SETTINGS =
            List.of("spring.datasource.url", "spring.datasource.username", "spring.datasource.password");

    private static Engine engine;

    @TempDir
    private Path exports;

    @BeforeAll
    static void start(TestDatabase database) {
        System.setProperty(SETTINGS.get(0), database.jdbcUrl());
        System.setProperty(SETTINGS.get(1), database.username());
        System.setProperty(SETTINGS.get(2), database.password());
        engine = SpringEngine.start();
    }

    @AfterAll
    static void stop() {
        SETTINGS.forEach(System::clearProperty);
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> samples() {
        return Sample.all().stream().map(sample -> dynamicTest(sample.name(), () -> runsAsPromised(sample)));
    }

    @TestFactory
    Stream<DynamicTest> readmesNameTheCommands() {
        return Sample.all().stream()
                .map(sample -> dynamicTest(
                        sample.name(),
                        () -> assertThat(sample.commands())
                                .allSatisfy(
                                        command -> assertThat(sample.readme()).contains("./usher " + command + "\n"))));
    }

    @Test
    void quickstartCanBeRepeated() {
        forgetAll();
        var quickstart = Sample.named("quickstart");
        var run = new SampleRun(engine, jdbc(), exports);

        run.run(quickstart);
        run.run(quickstart);

        var second = run.summaries().get(1);
        assertThat(second.path("exit").asInt()).isZero();
        assertThat(second.path("summary"))
                .hasToString("{\"total\":1000,\"inserted\":0,\"updated\":1000,\"failed\":0,\"unchanged\":1000}");
        assertThat(second.has("warnings")).isFalse();
    }

    private void runsAsPromised(Sample sample) throws IOException {
        forgetAll();
        var run = new SampleRun(engine, jdbc(), Files.createDirectory(exports.resolve(sample.name())));

        run.run(sample);

        var actual = Path.of("target", "samples", sample.name());
        run.write(actual);
        var hint = "samples/" + sample.name() + "/%s; if the change is meant: cp " + actual.toAbsolutePath()
                + "/* samples/" + sample.name() + "/";
        assertThat(run.errors()).as(hint, "expected-errors.ndjson").containsExactlyElementsOf(sample.expectedErrors());
        assertThat(run.summaries())
                .as(hint, "expected-summary.json")
                .containsExactlyElementsOf(sample.expectedSummaries());
        assertThat(run.exports())
                .as(hint, Sample.EXPORT_PREFIX + "*")
                .containsExactlyInAnyOrderEntriesOf(sample.expectedExports());
        if (sample.tellsUsers()) {
            assertThat(run.users()).as(hint, "expected-users.ndjson").containsExactlyElementsOf(sample.expectedUsers());
        }
    }

    /** Samples tell nothing to each other: each begins with no user, and with the one connection that always exists. */
    private static void forgetAll() {
        var jdbc = jdbc();
        jdbc.sql("TRUNCATE users, job_errors, job_warnings").update();
        jdbc.sql("TRUNCATE jobs CASCADE").update();
        jdbc.sql("DELETE FROM connections WHERE name <> 'Username-Password-Authentication'")
                .update();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(postgres.migratedDatabase().dataSource());
    }
}
