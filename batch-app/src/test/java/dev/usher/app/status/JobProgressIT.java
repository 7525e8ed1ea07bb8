package dev.usher.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ApplicationHarness;
import dev.usher.jobs.importing.UserImportRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobProgressIT {

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    @Test
    void goesFromStagingToTheMerge() {
        var job = job(false, null);

        assertThat(progress(job)).isEqualTo(new JobProgress("scan", 0, 0, 0, OptionalLong.of(0)));
        scan(job);
        assertThat(progress(job)).isEqualTo(new JobProgress("stage", 5, 100, 0, OptionalLong.of(0)));
        stage(job);
        assertThat(progress(job)).isEqualTo(new JobProgress("resolve", 50, 100, 100, OptionalLong.of(7)));
        resolve(job);
        assertThat(progress(job)).isEqualTo(new JobProgress("merge", 50, 100, 10, OptionalLong.of(10)));
        finishRange(job, 0, "merged");
        assertThat(progress(job)).isEqualTo(new JobProgress("merge", 75, 100, 50, OptionalLong.of(11)));
        finishRange(job, 1, "merged");
        assertThat(progress(job)).isEqualTo(new JobProgress("summary", 100, 100, 90, OptionalLong.of(12)));
    }

    @Test
    void showsTheLookForConflictsBeforeAGatedMerge() {
        var job = job(false, "5%");
        scan(job);
        stage(job);
        resolve(job);

        assertThat(progress(job)).isEqualTo(new JobProgress("conflicts", 50, 100, 0, OptionalLong.of(10)));
        execute(
                "UPDATE import_key_ranges SET resolved = true, failed = 2 WHERE job_id = :job AND range_number = 0",
                job);
        assertThat(progress(job)).isEqualTo(new JobProgress("conflicts", 62, 100, 50, OptionalLong.of(12)));
        execute("UPDATE import_key_ranges SET resolved = true WHERE job_id = :job", job);
        assertThat(progress(job)).isEqualTo(new JobProgress("merge", 75, 100, 12, OptionalLong.of(12)));
    }

    @Test
    void showsWhoIsMissingAfterTheMerge() {
        var job = job(false, "5%");
        scan(job);
        stage(job);
        resolve(job);
        finishRange(job, 0, "resolved");
        finishRange(job, 1, "resolved");
        execute(
                "INSERT INTO import_mirror_ranges (job_id, range_number, low, high)"
                        + " VALUES (:job, 0, '', 'a'), (:job, 1, 'a', 'b')",
                job);

        assertThat(progress(job).phase()).isEqualTo("merge");
        finishRange(job, 0, "merged");
        assertThat(progress(job).percentageDone()).isEqualTo(85);
        finishRange(job, 1, "merged");
        assertThat(progress(job)).isEqualTo(new JobProgress("mirror", 95, 100, 90, OptionalLong.of(12)));
        execute("UPDATE import_mirror_ranges SET applied = true WHERE job_id = :job AND range_number = 0", job);
        assertThat(progress(job).percentageDone()).isEqualTo(97);
        execute("UPDATE import_mirror_ranges SET applied = true WHERE job_id = :job", job);
        assertThat(progress(job)).isEqualTo(new JobProgress("summary", 100, 100, 90, OptionalLong.of(12)));
    }

    @Test
    void showsNoMergeOfADryRun() {
        var job = job(true, null);
        scan(job);
        stage(job);
        resolve(job);
        finishRange(job, 0, "resolved");

        assertThat(progress(job)).isEqualTo(new JobProgress("conflicts", 75, 100, 50, OptionalLong.of(11)));
        finishRange(job, 1, "resolved");
        assertThat(progress(job)).isEqualTo(new JobProgress("summary", 100, 100, 90, OptionalLong.of(12)));
    }

    /** Each of a list as well as one by itself, and none that is not running. */
    @Test
    void listsTellHowFarEachJobIs() {
        var running = job(false, null);
        scan(running);
        stage(running);
        var stopped = job(false, null);
        scan(stopped);
        execute("UPDATE jobs SET status = 'stopped' WHERE id = :job", stopped);

        var jobs = application.bean(JobStatusService.class).list(JobFilter.ALL, 100);

        assertThat(jobs)
                .filteredOn(JobView::id, running)
                .singleElement()
                .extracting(JobView::progress)
                .isEqualTo(Optional.of(new JobProgress("resolve", 50, 100, 100, OptionalLong.of(7))));
        assertThat(jobs)
                .filteredOn(JobView::id, stopped)
                .singleElement()
                .extracting(JobView::progress)
                .isEqualTo(Optional.empty());
    }

    private static String job(boolean dryRun, @Nullable String maxErrors) {
        var plain = application.request(Path.of("/users.ndjson"));
        return application.insertJob(
                "processing",
                new UserImportRequest(
                        plain.connectionId(),
                        plain.input(),
                        plain.csv(),
                        plain.upsert(),
                        plain.metadata(),
                        plain.upsertFields(),
                        dryRun,
                        maxErrors,
                        null));
    }

    private static void scan(String job) {
        execute(
                "INSERT INTO import_inputs (job_id, data_path, size_bytes, sha256, records, description)"
                        + " VALUES (:job, '/users.ndjson', 1000, 'hash', 100, '{}')",
                job);
        execute("INSERT INTO import_parts VALUES (:job, 0, 0, 1000, 1, 1, 1, 0, 1, 1)", job);
    }

    /** Seven of a hundred rows are wrong. */
    private static void stage(String job) {
        execute(
                "UPDATE import_parts SET next_offset_bytes = 1000, records = 100, rejected = 7 WHERE job_id = :job",
                job);
    }

    /** Three more stand twice in the file. */
    private static void resolve(String job) {
        execute("UPDATE import_inputs SET duplicates = 3 WHERE job_id = :job", job);
        execute(
                "INSERT INTO import_key_ranges (job_id, range_number, group_number) VALUES (:job, 0, 0), (:job, 1, 1)",
                job);
    }

    private static void finishRange(String job, int number, String stage) {
        execute(
                "UPDATE import_key_ranges SET inserted = 30, updated = 9, failed = 1, " + stage
                        + " = true WHERE job_id = :job AND range_number = " + number,
                job);
    }

    private static JobProgress progress(String job) {
        return application.bean(JobStatusService.class).require(job).progress().orElseThrow();
    }

    private static void execute(String sql, String job) {
        application.jdbc().sql(sql).param("job", job).update();
    }
}
