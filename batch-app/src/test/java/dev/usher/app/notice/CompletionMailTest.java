package dev.usher.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a mail says of an import that mirrors its file. */
class CompletionMailTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "completed | false | block  | applied | 9 | Import into crew completed",
                "completed | false | block  | refused | 0 | Import into crew completed, but nobody was blocked",
                "completed | false | delete | refused | 0 | Import into crew completed, but nobody was deleted",
                "completed | false | block  | refused | 9 | Import into crew completed, but not everybody who is missing was blocked",
                "completed | true  | block  | refused | 0 | Dry run of the import into crew completed, but nobody would be blocked",
                "failed    | false | block  | refused | 0 | Import into crew failed",
            })
    void theSubjectSaysIfAMirrorWasRefused(
            String status, boolean dryRun, String action, String outcome, int gone, String subject) {
        assertThat(mail(status, dryRun, action, outcome, gone).subject()).isEqualTo(subject);
    }

    @Test
    void saysWhoIsMissingAndWhatBecameOfThem() {
        var applied = mail("completed", false, "delete", "applied", 9);

        assertThat(applied.plain())
                .containsPattern("Mirror +applied")
                .containsPattern("Missing +12")
                .containsPattern("Deleted +9")
                .containsPattern("Unblocked +1");
        assertThat(applied.html())
                .contains(
                        "Missing</th><td>12<", "Deleted</th><td>9<", "Unblocked</th><td>1<", "Mirror</th><td>applied<");
        assertThat(mail("failed", false, "block", "over_guard", 0).plain())
                .containsPattern("Mirror +over guard")
                .containsPattern("Missing +12")
                .containsPattern("To block +10");
    }

    @Test
    void saysWhyAMirrorWasRefused() {
        var refused = mail("completed", false, "block", "refused", 0);

        assertThat(refused.plain())
                .containsPattern("Mirror +refused: .*nobody can tell who is missing")
                .containsPattern("Blocked +0")
                .doesNotContain("Missing");
        assertThat(refused.html()).contains("nobody can tell who is missing");
    }

    @Test
    void saysHowFarAMirrorCameThatWasCutOff() {
        var stopped = mail("stopped", false, "block", "planned", 6);

        assertThat(stopped.plain())
                .containsPattern("Missing +12")
                .containsPattern("To block +10")
                .containsPattern("Blocked +6");
        assertThat(mail("stopped", false, "block", "planned", 0).plain()).doesNotContainPattern("Blocked +0");
    }

    @Test
    void saysWhoWasMissingFromAFileThatANewerOneOvertook() {
        var mail = CompletionMail.of(JsonMapper.shared().readTree("""
                {"type":"users_import","status":"completed",
                 "mirror":{"action":"block","outcome":"refused","reason":"NEWER_RUN","users":100,"missing":12,"due":10,
                           "blocked":6,"unblocked":1}}
                """), null);

        assertThat(mail.plain())
                .containsPattern("Missing +12")
                .containsPattern("Blocked +6")
                .containsPattern("Unblocked +1");
    }

    @Test
    void saysNothingOfAMirrorWhereThereIsNone() {
        var mail = CompletionMail.of(
                JsonMapper.shared().readTree("{\"type\":\"users_import\",\"status\":\"completed\"}"), null);

        assertThat(mail.subject()).isEqualTo("Import completed");
        assertThat(mail.plain()).doesNotContain("Mirror", "Missing");
    }

    private static CompletionMail mail(String status, boolean dryRun, String action, String outcome, int gone) {
        var reason = outcome.equals("refused") ? "\"reason\":\"UNKNOWN_RECORDS\"," : "";
        var body = """
                {"type":"users_import","status":"%s","connection":"crew","dry_run":%s,
                 "mirror":{"action":"%s","outcome":"%s",%s"missing":12,"due":10,"%s":%d,"unblocked":%d}}
                """.formatted(
                        status,
                        dryRun,
                        action,
                        outcome,
                        reason,
                        action.equals("delete") ? "deleted" : "blocked",
                        gone,
                        gone > 0 ? 1 : 0);
        return CompletionMail.of(JsonMapper.shared().readTree(body), null);
    }
}
