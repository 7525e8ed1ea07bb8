package dev.usher.app.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.cli.Jobs;
import dev.usher.app.status.AbsentUser;
import dev.usher.app.status.JobView.Mirrored;
import dev.usher.jobs.importing.rejection.ErrorCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobReportTest {

    @Test
    void saysEverythingInTheEnd() {
        var report = new JobReport(
                Jobs.completed(1_200_000, 300, 12),
                false,
                List.of(
                        new ErrorCount("INVALID_FORMAT", 10, List.of(3L, 9L, 12L, 40L, 77L)),
                        new ErrorCount("DUPLICATED_USER", 2, List.of(5L, 8L))),
                Map.of("logins_count is not imported", 7L),
                List.of(),
                List.of(new NextStep("see what is wrong", "usher jobs errors " + Jobs.ID)));

        assertThat(report.text()).isEqualTo("""
                job_0000000000000001: users.ndjson into acme, completed

                     read   inserted  updated  unchanged  failed   time   rows/s
                1,200,312  1,200,000      300        150      12  1.5 s  800,208

                error            rows  first lines
                INVALID_FORMAT     10  3, 9, 12, 40, 77, ...
                DUPLICATED_USER     2  5, 8

                Warnings:
                  logins_count is not imported (7 rows)

                Next:
                  # see what is wrong
                  usher jobs errors job_0000000000000001
                """);
    }

    @Test
    void saysThatADryRunTouchedNobody() {
        var report = new JobReport(Jobs.dryRun(0), false, List.of(), Map.of(), List.of(), List.of());

        assertThat(report.text())
                .startsWith("job_0000000000000001: users.ndjson into acme, dry run completed, no user");
    }

    @Test
    void saysThatAFileHoldsSecrets() {
        var plain = Jobs.exported("/data/users.ndjson", 3);
        var secret = Jobs.withCredentials(plain);

        assertThat(new JobReport(plain, false, List.of(), Map.of(), List.of(), List.of()).text())
                .doesNotContain("hashes");
        assertThat(new JobReport(secret, false, List.of(), Map.of(), List.of(), List.of()).text())
                .endsWith("\nIts file holds password hashes and MFA secrets: keep it no longer than you need it.\n");
        assertThat(JobDocument.ofJob(plain, List.of(), false)).doesNotContainKey("include_credentials");
        assertThat(JobDocument.ofJob(secret, List.of(), false)).containsEntry("include_credentials", true);
    }

    @Test
    void saysWhoIsMissing() {
        var applied = Jobs.mirrored(
                Jobs.completed(2, 0, 0), new Mirrored("delete", "applied", Optional.empty(), 1_000, 12, 10, 1, 9, 1));
        var planned =
                Jobs.mirrored(Jobs.dryRun(0), new Mirrored("block", "planned", Optional.empty(), 1_000, 1, 1, 2, 0, 0));

        var cutOff = Jobs.mirrored(
                Jobs.stopped(), new Mirrored("block", "planned", Optional.empty(), 1_000, 12, 10, 0, 6, 0));

        assertThat(new JobReport(
                                applied,
                                false,
                                List.of(),
                                Map.of(),
                                List.of(new AbsentUser("auth0|1", 1, true)),
                                List.of())
                        .text())
                .contains("""

                        missing  waiting  deleted  unblocked
                             12        2        9          1
                        missing: auth0|1, ...
                        """);
        assertThat(new JobReport(
                                planned,
                                false,
                                List.of(),
                                Map.of(),
                                List.of(new AbsentUser("auth0|1", 1, true)),
                                List.of())
                        .text())
                .contains("""

                        missing  waiting  to be blocked  to be unblocked
                              1        0              1                2  planned
                        missing: auth0|1
                        """);
        assertThat(new JobReport(cutOff, false, List.of(), Map.of(), List.of(), List.of()).text())
                .contains("""

                        missing  waiting  blocked  unblocked
                             12        2        6          0  not all: planned
                        """);
        assertThat(Json.write(JobDocument.ofResult(applied, List.of())))
                .endsWith("\"mirror\":{\"action\":\"delete\",\"outcome\":\"applied\",\"users\":1000,\"missing\":12,"
                        + "\"due\":10,\"waiting\":2,\"returning\":1,\"deleted\":9,\"unblocked\":1}}");
    }

    @Test
    void countsNoRowsOfAWarningThatIsAboutNone() {
        var report = new JobReport(
                Jobs.completed(1, 0, 0), false, List.of(), Map.of("nobody was met", 0L), List.of(), List.of());

        assertThat(report.text()).endsWith("Warnings:\n  nobody was met\n");
    }

    @Test
    void documentsADryRun() {
        assertThat(JobDocument.ofResult(Jobs.dryRun(0), List.of())).containsEntry("dry_run", true);
    }

    @Test
    void documentsAFailure() {
        var document = JobDocument.ofResult(Jobs.failed("CHANGED_INPUT", "The file changed."), List.of());

        assertThat(document)
                .containsEntry("status_details", "The file changed.")
                .containsEntry("summary", null)
                .containsEntry("rows_per_second", 0L);
    }

    @Test
    void saysThatNobodyRunsIt() {
        var report = new JobReport(Jobs.processing(), true, List.of(), Map.of(), List.of(), List.of());

        assertThat(report.text())
                .startsWith("job_0000000000000001: users.ndjson into acme, processing, but its process");
        assertThat(JobDocument.ofJob(Jobs.processing(), List.of(), true)).containsEntry("abandoned", true);
        assertThat(JobDocument.ofJob(Jobs.processing(), List.of(), false)).doesNotContainKey("abandoned");
    }

    @Test
    void neverObeysWhatAFileIsCalled() {
        var report = new JobReport(
                Jobs.stopped(),
                false,
                List.of(),
                Map.of(),
                List.of(),
                List.of(new NextStep("go on", "usher import 'a\u001Bb'")));

        assertThat(report.text()).contains("usher import 'a?b'");
    }
}
