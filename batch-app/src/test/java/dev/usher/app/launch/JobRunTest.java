package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.batch.LeaseLostException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;

/** Which of the failures of several workers decides what becomes of the job. */
class JobRunTest {

    private final Throwable passing = new IllegalStateException(new SocketException("reset"));
    private final Throwable staying = new IllegalStateException(new LeaseLostException("job_1"));
    private final Throwable unexpected = new IllegalStateException("of nobody knows what");

    @Test
    void aReasonThatStaysCountsBeforeAllOthers() {
        assertThat(JobRun.failure(failed(unexpected, passing, staying))).isSameAs(staying);
    }

    @Test
    void aPassingFailureCountsBeforeWhatMayFollowFromIt() {
        assertThat(JobRun.failure(failed(unexpected, passing))).isSameAs(passing);
    }

    @Test
    void whatIsLeftCountsToo() {
        assertThat(JobRun.failure(failed(unexpected))).isSameAs(unexpected);
        assertThat(JobRun.failure(failed())).isInstanceOf(IllegalStateException.class);
    }

    private static JobExecution failed(Throwable... failures) {
        var execution = new JobExecution(1, new JobInstance(1, "users_import"), new JobParameters());
        execution.setStatus(BatchStatus.FAILED);
        for (var failure : failures) {
            execution.addFailureException(failure);
        }
        return execution;
    }
}
