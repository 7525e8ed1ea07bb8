package dev.usher.jobs.batch;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The jobs that this process runs at the moment; shared by all threads. Every step has it as a listener, or its manager calls it. */
public final class RunningJobs implements StepExecutionListener {

    private static final String JOB_ID = "jobId";

    private final Map<String, RunningJob> jobs = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;

    public RunningJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Registers a job whose lease this node has just taken. */
    public RunningJob add(String jobId, long token) {
        var job = new RunningJob(jobId, new JobLease(jdbc, jobId, token));
        if (jobs.putIfAbsent(jobId, job) != null) {
            throw new IllegalStateException("job " + jobId + " runs in this process already");
        }
        return job;
    }

    public void remove(String jobId) {
        jobs.remove(jobId);
    }

    public Optional<RunningJob> find(String jobId) {
        return Optional.ofNullable(jobs.get(jobId));
    }

    /** @throws IllegalStateException if this process does not run the job: a step was started past the launcher */
    public RunningJob require(String jobId) {
        return find(jobId)
                .orElseThrow(() -> new IllegalStateException("job " + jobId + " does not run in this process"));
    }

    public Collection<RunningJob> all() {
        return jobs.values();
    }

    /** The id of the job to which a step belongs. */
    public static String jobId(StepExecution execution) {
        var id = execution.getJobExecution().getJobParameters().getString(JOB_ID);
        if (id == null) {
            throw new IllegalStateException("the job parameters lack " + JOB_ID);
        }
        return id;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        require(jobId(execution)).started(execution);
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        find(jobId(execution)).ifPresent(job -> job.ended(execution));
        return execution.getExitStatus();
    }
}
