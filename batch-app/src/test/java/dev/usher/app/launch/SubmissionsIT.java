package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.file.FileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubmissionsIT {

    private static final Submission PLAIN = submission("ann", null, "");

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness("usher.launch.max-active-imports=2");

    private final JobLaunchService launch = application.bean(JobLaunchService.class);

    @BeforeEach
    void removeJobs() {
        application.jdbc().sql("DELETE FROM jobs").update();
    }

    @Test
    void writesTheJobDownForServersThatSeeTheSameFiles() {
        var submitted = launch.submit(
                request(), new Submission(Optional.of("nightly"), Optional.of("ann"), true, Optional.empty()));

        assertThat(submitted.repeated()).isFalse();
        assertThat(application
                        .jdbc()
                        .sql("SELECT concat_ws('|', id, status, store, external_id, client_id, send_completion_email,"
                                + " attempts, started_at) FROM jobs")
                        .query(String.class)
                        .single())
                .isEqualTo(String.join(
                        "|",
                        submitted.jobId(),
                        "pending",
                        application.bean(FileStore.class).id(),
                        "nightly|ann|t|0"));
    }

    @Test
    void ofFiftyRequestsWithOneKeyOneMakesAJob() throws Exception {
        var results = inParallel(50, () -> launch.submit(request(), submission("ann", "k", "digest")));

        assertThat(results).extracting(Submitted::jobId).containsOnly(theJob());
        assertThat(results).filteredOn(submitted -> !submitted.repeated()).hasSize(1);
    }

    @Test
    void refusesAKnownKeyWithAnotherRequest() {
        launch.submit(request(), submission("ann", "k", "digest"));

        assertThatThrownBy(() -> launch.submit(request(), submission("ann", "k", "another")))
                .satisfies(is(ProblemType.IDEMPOTENCY_CONFLICT));
        assertThat(theJob()).isNotNull();
    }

    @Test
    void twoClientsMayUseTheSameKey() {
        var ann = launch.submit(request(), submission("ann", "k", "digest"));
        var bob = launch.submit(request(), submission("bob", "k", "another"));

        assertThat(bob.repeated()).isFalse();
        assertThat(bob.jobId()).isNotEqualTo(ann.jobId());
    }

    @Test
    void aKeyCountsForADay() {
        var first = launch.submit(request(), submission("ann", "k", "digest"));
        age("23 hours");
        assertThat(launch.submit(request(), submission("ann", "k", "digest")))
                .isEqualTo(new Submitted(first.jobId(), true));

        age("2 hours");
        var second = launch.submit(request(), submission("ann", "k", "another"));

        assertThat(second.repeated()).isFalse();
        assertThat(launch.submit(request(), submission("ann", "k", "another")).jobId())
                .isEqualTo(second.jobId());
    }

    @Test
    void refusesMoreActiveImportsThanThereMayBe() throws Exception {
        var results = inParallel(20, () -> {
            try {
                return launch.submit(request(), PLAIN).jobId();
            } catch (ProblemException e) {
                assertThat(e.type()).isEqualTo(ProblemType.TOO_MANY_JOBS);
                return e.getMessage();
            }
        });

        assertThat(results).filteredOn(result -> result.startsWith("job_")).hasSize(2);
        assertThat(results)
                .contains("There are 2 active import users jobs, please wait until some of them are finished and try"
                        + " again");
    }

    @Test
    void aRefusedRequestKeepsItsKeyForTheNextAttempt() {
        launch.submit(request(), PLAIN);
        launch.submit(request(), PLAIN);
        assertThatThrownBy(() -> launch.submit(request(), submission("ann", "k", "digest")))
                .satisfies(is(ProblemType.TOO_MANY_JOBS));
        application.jdbc().sql("UPDATE jobs SET status = 'completed'").update();

        assertThat(launch.submit(request(), submission("ann", "k", "digest")).repeated())
                .isFalse();
    }

    @Test
    void jobsOfCommandLinesDoNotCount() {
        var request = ((JobRequest.OfImport) request()).document();
        application.insertJob("processing", request);
        application.insertJob("processing", request);

        assertThat(launch.submit(request(), PLAIN).repeated()).isFalse();
    }

    @Test
    void aJobThatWaitsIsStoppedAtOnce() {
        var job = launch.submit(request(), PLAIN).jobId();

        launch.stop(job);

        assertThat(status(job)).isEqualTo("stopped");
        assertThatThrownBy(() -> launch.stop(job)).satisfies(is(ProblemType.JOB_STATE_CONFLICT));
    }

    private static String status(String job) {
        return application
                .jdbc()
                .sql("SELECT status FROM jobs WHERE id = :job AND finished_at IS NOT NULL")
                .param("job", job)
                .query(String.class)
                .single();
    }

    private static String theJob() {
        return application.jdbc().sql("SELECT id FROM jobs").query(String.class).single();
    }

    private static void age(String by) {
        application
                .jdbc()
                .sql("UPDATE idempotency_keys SET created_at = created_at - CAST(:by AS interval)")
                .param("by", by)
                .update();
    }

    private static <T> List<T> inParallel(int count, Callable<T> task) throws Exception {
        var pool = Executors.newFixedThreadPool(count);
        try {
            return pool.invokeAll(Stream.generate(() -> task).limit(count).toList()).stream()
                    .map(SubmissionsIT::join)
                    .toList();
        } finally {
            pool.shutdown();
        }
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Consumer<Throwable> is(ProblemType type) {
        return e -> assertThat(((ProblemException) e).type()).isEqualTo(type);
    }

    private static JobRequest request() {
        return new JobRequest.OfImport(application.request(Path.of("/users.ndjson")));
    }

    private static Submission submission(String client, @Nullable String key, String digest) {
        return new Submission(
                Optional.empty(),
                Optional.of(client),
                false,
                Optional.ofNullable(key).map(k -> new IdempotencyKey(k, digest)));
    }
}
