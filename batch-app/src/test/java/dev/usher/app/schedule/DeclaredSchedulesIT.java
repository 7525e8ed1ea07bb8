package dev.usher.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ServerHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.app.schedule.DeclaredSchedulesProperties.Declared;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeclaredSchedulesIT {

    private static final String EXPORT = "{\"connection\": \"Username-Password-Authentication\", \"format\": \"csv\"}";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.schedules.nightly.cron=0 30 2 * * ?",
            "usher.schedules.nightly.zone=Europe/Berlin",
            "usher.schedules.nightly.exporting={\"format\": \"ndjson\"}",
            "usher.schedules.nightly.misfire=skip");

    @Test
    void theConfigurationOfAServerDeclaresThem() {
        var nightly = service().require("nightly");

        assertThat(nightly.declared()).isTrue();
        assertThat(nightly.cron()).isEqualTo("0 30 2 * * ?");
        assertThat(nightly.zone()).isEqualTo("Europe/Berlin");
        assertThat(nightly.misfire()).isEqualTo(Misfire.SKIP);
        assertThat(nightly.request().toString()).isEqualTo("{\"format\":\"ndjson\"}");
    }

    @Test
    void theyCanBePausedButNotChangedElsewhere() {
        apply("weekly", declared("0 0 3 ? * SUN", EXPORT));

        assertThat(service().pause("weekly").paused()).isTrue();
        assertThatThrownBy(() -> service().delete("weekly")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> service()
                        .update(
                                "weekly",
                                new ScheduleChange(
                                        Optional.of("other"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("declared");

        apply("weekly", declared("0 0 4 ? * SUN", EXPORT));
        assertThat(service().require("weekly").cron()).isEqualTo("0 0 4 ? * SUN");
        assertThat(service().require("weekly").paused()).as("still").isTrue();
    }

    @Test
    void oneThatIsNotDeclaredAnyMoreIsPausedAndKept() {
        apply("monthly", declared("0 0 3 1 * ?", EXPORT));
        apply("yearly", declared("0 0 3 1 1 ?", EXPORT));

        assertThat(service().require("monthly").paused()).isTrue();
        assertThat(service().require("monthly").declared()).isFalse();
        service().delete("monthly");
    }

    @Test
    void aStartThatChangesNothingLeavesThemAlone() {
        apply("daily", declared("0 0 3 * * ?", EXPORT));
        var version = version("daily");

        apply("daily", declared("0 0 3 * * ?", EXPORT));

        assertThat(version("daily")).isEqualTo(version);
    }

    @Test
    void saysWhichSettingIsWrong() {
        assertWrong(declared("never", EXPORT), "usher.schedules.wrong: 'never' is no cron expression");
        assertWrong(declared(null, EXPORT), "usher.schedules.wrong needs a cron expression");
        assertWrong(declared("0 0 3 * * ?", null), "usher.schedules.wrong needs a cron expression");
        assertWrong(declared("0 0 3 * * ?", "nothing"), "usher.schedules.wrong: the request is no JSON object");
        assertWrong(declared("0 0 3 * * ?", "{\"q\": \"((\"}"), "usher.schedules.wrong: ");
    }

    private static void assertWrong(Declared declared, String message) {
        assertThatThrownBy(() -> apply("wrong", declared))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining(message);
    }

    /** Together with the one that the server has declared. */
    private static void apply(String name, Declared declared) {
        var own = server.bean(DeclaredSchedulesProperties.class).schedules().get("nightly");
        new DeclaredSchedules(server.bean(Schedules.class), server.bean(StoredJobSchedules.class))
                .apply(Map.of("nightly", own, name, declared));
    }

    private static Declared declared(@Nullable String cron, @Nullable String request) {
        return new Declared(cron, "UTC", null, request, Misfire.RUN_ONCE, false, false);
    }

    private static JobScheduleService service() {
        return server.bean(JobScheduleService.class);
    }

    private static long version(String name) {
        return server.bean(Schedules.class).find(name).orElseThrow().version();
    }
}
