package dev.usher.app.schedule;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.problem.WrongSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ScheduleSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "usher.schedules.nightly.zon, usher.schedules.nightly.zon",
        "usher.schedules.nightly.misfires, usher.schedules.nightly.misfires",
        "usher.schedules.nightly.request.format, usher.schedules.nightly.request",
        "usher.schedules[crew sync].zon, usher.schedules.crew sync.zon",
    })
    void oneThatIsMisspeltIsRefused(String setting, String named) {
        assertThatThrownBy(() -> ScheduleSettings.check(with(setting)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage(named + " is no setting of a schedule. There are cron, zone, importing, exporting,"
                        + " misfire, allow-overlap, paused.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usher.schedules.nightly.cron",
                "usher.schedules.nightly.allow-overlap",
                "usher.schedules.nightly.allowOverlap",
                "usher.schedules.Nightly-2.paused",
                "usher.schedules[crew sync].misfire",
                "usher.schedules.[crew.sync].zone",
                "usher.scheduler.grace",
            })
    void thoseThatAreReadAreTaken(String setting) {
        assertThatCode(() -> ScheduleSettings.check(with(setting))).doesNotThrowAnyException();
    }

    @Test
    void variablesOfTheEnvironmentHaveNoHyphens() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", Map.of("USHER_SCHEDULES_NIGHTLY_ALLOWOVERLAP", "true")));

        assertThatCode(() -> ScheduleSettings.check(environment)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "usher.schedules.declared nightly.cron, declared nightly",
        "usher.schedules.hr_sync.cron, hr_sync",
    })
    void aNameOfWhichPartsWouldVanishIsRefused(String setting, String name) {
        assertThatThrownBy(() -> ScheduleSettings.check(with(setting)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("\"[" + name + "]\"");
    }

    private static StandardEnvironment with(String setting) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(setting, "skip")));
        return environment;
    }
}
