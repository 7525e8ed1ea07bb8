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
import tools.jackson.databind.json.JsonMapper;

class DeclaredSchedulesIT {

    private static final String EXPORT = "{\"connection\": \"Username-Password-Authentication\", \"format\": \"csv\"}";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.schedules.nightly.cron=0 30 2 * * ?",
            "usher.schedules.nightly.zone=Europe/Berlin",
            "usher.schedules.nightly.exporting={\"format\": \"ndjson\"}",
            "usher.schedules.nightly.misfire=skip");

    @RegisterExtension
    static final ServerHarness misspelt = new ServerHarness(
            "usher.schedules.nightly.cron=0 30 2 * * ?",
            "usher.schedules.nightly.zon=Europe/Berlin",
            "usher.schedules.nightly.exporting={\"format\": \"ndjson\"}");

    @Test
    void aSettingThatNobodyReadsKeepsAServerFromStarting() {
        assertThatThrownBy(() -> misspelt.bean(JobScheduleService.class))
                .rootCause()
                .isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith("usher.schedules.nightly.zon is no setting of a schedule.");
    }

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

    @Test
    void oneThatIsDeclaredAgainGoesOnUnlessSomebodyPausedIt() {
        apply("here", declared("0 0 3 1 * ?", EXPORT));
        apply("paused", declared("0 0 3 1 * ?", EXPORT));
        service().pause("paused");
        applyNone();
        assertThat(service().require("here").paused()).isTrue();

        apply("here", declared("0 0 3 1 * ?", EXPORT));
        assertThat(service().require("here").paused()).isFalse();
        apply("paused", declared("0 0 3 1 * ?", EXPORT));
        assertThat(service().require("paused").paused()).isTrue();
    }

    @Test
    void oneThatSomebodyMadeByHandIsNotTakenOver() {
        var own = service()
                .create(new ScheduleDraft(
                        "crew sync",
                        "0 0 5 * * ?",
                        "Europe/Berlin",
                        "users_export",
                        JsonMapper.shared().createObjectNode().put("format", "ndjson"),
                        Misfire.SKIP,
                        false,
                        false,
                        Optional.empty()));

        assertThatThrownBy(() -> apply("crew sync", declared("0 0 3 * * ?", EXPORT)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith(
                        "usher.schedules.crew sync: There is a schedule of this name already (" + own.id())
                .hasMessageContaining("usher schedules delete " + own.id());
        assertThat(service().require("crew sync").cron()).isEqualTo("0 0 5 * * ?");
        assertThat(service().require("crew sync").declared()).isFalse();

        service().delete("crew sync");
        apply("crew sync", declared("0 0 3 * * ?", EXPORT));
        assertThat(service().require("crew sync").declared()).isTrue();
    }

    @Test
    void oneThatWasDeclaredBeforeMayBeDeclaredAgainWhateverBecameOfIt() {
        apply("again", declared("0 0 3 * * ?", EXPORT));
        applyNone();
        service().resume("again");

        apply("again", declared("0 0 4 * * ?", EXPORT));

        assertThat(service().require("again").declared()).isTrue();
        assertThat(service().require("again").cron()).isEqualTo("0 0 4 * * ?");
    }

    @Test
    void oneThatHasRunOutDoesNotKeepAServerFromStarting() {
        apply("once", declared("0 0 3 1 1 ? 2090", EXPORT));
        server.jdbc()
                .sql("UPDATE schedules SET cron = '0 0 3 1 1 ? 2020' WHERE name = 'once'")
                .update();

        var other = new Declared("0 0 3 1 1 ? 2020", "UTC", null, EXPORT, Misfire.SKIP, false, false);
        apply("once", other);

        assertThat(service().require("once").misfire()).isEqualTo(Misfire.SKIP);
        assertThat(service().require("once").nextFireTimes()).isEmpty();
        applyNone();
        apply("once", other);
        assertThat(service().require("once").paused()).isFalse();
    }

    @Test
    void itsConnectionMayComeLater() {
        apply("early", declared("0 0 3 * * ?", "{\"connection\": \"to come\", \"format\": \"csv\"}"));

        assertThat(service().require("early").declared()).isTrue();
    }

    @Test
    void whatIsMisspeltIsFoundAlsoBeforeTheConnectionComes() {
        assertWrong(
                declared("0 0 3 * * ?", "{\"connection\": \"to come\", \"formt\": \"csv\"}"),
                "usher.schedules.wrong: Payload validation error: 'Additional properties not allowed: formt'");
        var request = "{\"connection\": \"to come\", \"upsert\": true, \"miror\": {\"action\": \"block\"},"
                + " \"source\": {\"store\": \"hr\", \"pattern\": \"staff.csv\"}}";
        assertWrong(
                new Declared("0 0 3 * * ?", "UTC", request, null, Misfire.RUN_ONCE, false, false),
                "usher.schedules.wrong: Payload validation error: 'Additional properties not allowed: miror'");
    }

    @Test
    void noneOverridesGuardsNightAfterNight() {
        var request = "{\"connection\": \"Username-Password-Authentication\", \"upsert\": true,"
                + " \"source\": {\"store\": \"hr\", \"pattern\": \"staff.csv\"},"
                + " \"mirror\": {\"action\": \"delete\", \"override_guards\": true}}";

        assertWrong(
                new Declared("0 0 3 * * ?", "UTC", request, null, Misfire.RUN_ONCE, false, false),
                "Guards are overridden for one run");
    }

    private static void applyNone() {
        var own = server.bean(DeclaredSchedulesProperties.class).schedules();
        new DeclaredSchedules(server.bean(Schedules.class), server.bean(StoredJobSchedules.class)).apply(own);
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
