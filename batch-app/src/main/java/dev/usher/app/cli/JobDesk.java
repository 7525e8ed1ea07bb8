package dev.usher.app.cli;

import dev.usher.app.cli.report.NextStep;
import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.status.AbsentUser;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where jobs are: in the database, which this process then works on itself, or at a server, which is asked to. Commands know
 * only this, so that each exists once.
 */
interface JobDesk extends AutoCloseable {

    Connections connections();

    UserDesk users();

    JobScheduleService schedules();

    /** Newest first. */
    List<Sight> list(Optional<JobStatus> status, int limit);

    /** How a job is now; fails if there is none of that name. */
    Sight look(String jobId);

    /** Counts errors and warnings. */
    Findings findings(JobView job);

    /** What is worth typing after a look at a job. */
    List<NextStep> next(Sight seen, List<ErrorCount> errors);

    /**
     * Hands over the errors of an import in the order of the file, some at a time; those of a record stay together.
     *
     * @param after only of records that stand after this one
     * @param most how many records at most
     * @return whether there may be more
     */
    boolean errors(String jobId, long after, long most, Consumer<List<StoredRowError>> consumer);

    /**
     * Hands over the users who are missing from the file of an import that mirrors it, in the order of their ids, some at a
     * time.
     *
     * @param after only of ids behind this one; empty for all
     * @param most how many at most
     * @return whether there may be more
     */
    boolean absentUsers(String jobId, String after, long most, Consumer<List<AbsentUser>> consumer);

    /**
     * Writes the rejected records of an import into a file that can be mended and imported again, and their errors beside it.
     *
     * @return what to do with it
     */
    NextStep writeRejects(String jobId, Path target);

    /** Asks a job to stop at its next chunk. */
    void stop(String jobId);

    /** Submits an import and sees to it as the options say. */
    ExitCode importUsers(ImportOrder order, RunOptions options) throws IOException;

    /** Submits an export, sees to it as the options say, and delivers its file. */
    ExitCode exportUsers(ExportOrder order, RunOptions options);

    /** Goes on with a job that failed or was stopped. */
    ExitCode restart(String jobId, RunOptions options) throws InterruptedException;

    /** Submits an import of what a job rejected. */
    ExitCode retryRejected(String jobId, boolean upsert, RunOptions options);

    /** Follows a job to its end; whoever runs it goes on without whoever follows it. */
    ExitCode watch(String jobId, RunOptions options);

    /** Writes the file of an export that was kept to be downloaded. */
    ExitCode download(String jobId, ExportOrder.Place place);

    @Override
    void close();

    /**
     * Errors by their codes, most frequent first, and warnings as sentences, each with the number of its rows.
     *
     * @param absent the first users who are missing from the file of an import that mirrors it
     */
    record Findings(List<ErrorCount> errors, Map<String, Long> warnings, List<AbsentUser> absent) {

        /** How many of the missing are worth naming where they are only counted. */
        static final int SOME = 5;
    }
}
