package dev.usher.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.app.launch.LaunchProperties;
import dev.usher.app.launch.RunnerProperties;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.jobs.importing.UserImportProperties;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is wrong with the settings is said in a sentence that names the setting. */
class StartFailureTest {

    @EnableConfigurationProperties({UserImportProperties.class, LaunchProperties.class})
    static class Settings {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            usher.import.block-size      | 0B    | usher.import.block-size is 0B; it must be at least 1B and at most 512MB
            usher.import.block-size      | 513MB | usher.import.block-size is 537919488B; it must be at least 1B and at most 512MB
            usher.import.merge-size      | 4GB   | usher.import.merge-size is 4294967296B; it must be at least 1B and at most 512MB
            usher.import.max-record-size | -1MB  | usher.import.max-record-size is -1048576B; it must be at least 1B and at most 512MB
            usher.launch.lease           | 999ms | usher.launch.lease is PT0.999S; it must be at least 1s and at most 1d
            usher.launch.lease           | 25h   | usher.launch.lease is PT25H; it must be at least 1s and at most 1d
            usher.launch.heartbeat       | 99ms  | usher.launch.heartbeat is PT0.099S; it must be at least 100ms
            usher.launch.heartbeat       | 16s   | usher.launch.heartbeat (PT16S) must be at most half of usher.launch.lease (PT30S)
            usher.import.block-rows      | 0     | usher.import.block-rows must be greater than or equal to 1
            """)
    void namesASettingThatIsOutOfRange(String setting, String value, String sentence) {
        assertThat(explained(setting, value)).isEqualTo("A setting is wrong: " + sentence + ".");
    }

    @Test
    void namesASettingThatCannotBeRead() {
        assertThat(explained("usher.import.block-size", "4 pounds"))
                .startsWith("A setting is wrong: usher.import.block-size: ")
                .contains("4 pounds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:nowhere/my.yaml", "file:nowhere/"})
    void namesSettingsThatDoNotExist(String location) {
        var application = new SpringApplication(Settings.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        var failure = catchThrowableOfType(
                RuntimeException.class, () -> application.run("--spring.config.location=" + location));

        assertThat(StartFailure.explain(failure))
                .hasMessage("There are no settings at " + location
                        + ". Check SPRING_CONFIG_ADDITIONAL_LOCATION, or whatever else names that place.");
    }

    @Test
    void saysHowManyConnectionsTheWorkersNeed() {
        var failure = catchThrowableOfType(
                WrongSettingException.class,
                () -> DatabaseConfiguration.requireEnoughConnections(12, Optional.empty(), "usher.import", 8));

        assertThat(StartFailure.explain(failure))
                .hasMessage(
                        "spring.datasource.hikari.maximum-pool-size is 12, but 8 workers need at least 13. Raise it,"
                                + " or set usher.import.workers to a smaller number.");
        assertThatCode(() -> DatabaseConfiguration.requireEnoughConnections(13, Optional.empty(), "usher.import", 8))
                .doesNotThrowAnyException();
    }

    @Test
    void saysHowManyConnectionsTheJobsOfAServerNeed() {
        var server = Optional.of(new RunnerProperties(3, 3));
        var failure = catchThrowableOfType(
                WrongSettingException.class,
                () -> DatabaseConfiguration.requireEnoughConnections(29, server, "usher.export", 4));

        assertThat(StartFailure.explain(failure))
                .hasMessage(
                        "spring.datasource.hikari.maximum-pool-size is 29, but 3 jobs of 4 workers need at least 30."
                                + " Raise it, or set usher.export.workers or usher.launch.concurrent-jobs to a smaller number.");
        assertThatCode(() -> DatabaseConfiguration.requireEnoughConnections(30, server, "usher.export", 4))
                .doesNotThrowAnyException();
    }

    private static String explained(String setting, String value) {
        var sentences = new String[1];
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class))
                .withUserConfiguration(Settings.class)
                .withPropertyValues(Map.entry(setting, value).toString())
                .run(context -> sentences[0] =
                        String.valueOf(StartFailure.explain(new IllegalStateException(context.getStartupFailure()))
                                .getMessage()));
        return sentences[0];
    }
}
