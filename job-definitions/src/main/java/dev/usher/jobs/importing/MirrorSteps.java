package dev.usher.jobs.importing;

import dev.usher.jobs.batch.KeyRange;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.importing.mirror.MirrorProperties;
import dev.usher.jobs.importing.mirror.MirrorRanges;
import dev.usher.jobs.importing.mirror.Mirrors;
import dev.usher.jobs.importing.mirror.UserMirror;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes the steps of the workers that block or delete who is missing; shared by workers. */
final class MirrorSteps {

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final RunningJobs runningJobs;
    private final ImportRuns runs;
    private final Mirrors mirrors;
    private final MirrorRanges ranges;
    private final MirrorProperties settings;
    private final int workers;
    private final JdbcClient jdbc;

    MirrorSteps(
            JobRepository repository,
            PlatformTransactionManager transactions,
            RunningJobs runningJobs,
            ImportRuns runs,
            Mirrors mirrors,
            MirrorRanges ranges,
            MirrorProperties settings,
            int workers,
            JdbcClient jdbc) {
        this.repository = repository;
        this.transactions = transactions;
        this.runningJobs = runningJobs;
        this.runs = runs;
        this.mirrors = mirrors;
        this.ranges = ranges;
        this.settings = settings;
        this.workers = workers;
        this.jdbc = jdbc;
    }

    /** Numbers of workers, no more than there is work for; none for a job that mirrors nothing. */
    List<Integer> workers(String jobId) {
        return runs.request(jobId).mirror() == null
                ? List.of()
                : IntStream.range(0, (int) Math.min(workers, ranges.countOpen(jobId)))
                        .boxed()
                        .toList();
    }

    Step worker(String name, String jobId, int number) {
        var run = runs.require(jobId);
        var terms = run.mirror(settings).orElseThrow();
        var mirror = new UserMirror(jdbc, jobId, terms.action(), run.upsertRules(), run.staging());
        var worker =
                new MirrorWorker(runningJobs.require(jobId), run.connection().id(), mirrors, ranges, mirror);
        return new StepBuilder(name, repository)
                .<KeyRange, KeyRange>chunk(1)
                .transactionManager(transactions)
                .reader(worker)
                .writer(worker)
                .build();
    }
}
