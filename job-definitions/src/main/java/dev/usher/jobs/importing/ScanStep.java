package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.file.FileStoreException;
import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.parse.CsvHeader;
import dev.usher.jobs.importing.source.UnreadableInputException;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.split.FileSplitter;
import dev.usher.jobs.importing.split.ScanRequest;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first stage: recognises, hashes, unpacks and cuts the input. On a restart it makes sure that the input is still
 * the same.
 */
final class ScanStep implements Tasklet {

    private final ImportRuns runs;
    private final RunningJobs runningJobs;
    private final FileParts parts;
    private final InputFiles files;
    private final ImportWarnings warnings;
    private final UserImportProperties properties;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ScanStep(
            ImportRuns runs,
            RunningJobs runningJobs,
            FileParts parts,
            InputFiles files,
            ImportWarnings warnings,
            UserImportProperties properties,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.runs = runs;
        this.runningJobs = runningJobs;
        this.parts = parts;
        this.files = files;
        this.warnings = warnings;
        this.properties = properties;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = runs.require(RunningJobs.jobId(contribution.getStepExecution()));
        var job = runningJobs.require(run.jobId());
        try {
            var known = parts.findInput(run.jobId());
            if (known.isPresent()) {
                files.requireUnchanged(run, known.get(), job::stopRequested);
                if (files.lacksData(known.get())) {
                    unpackAgain(run);
                }
            } else {
                save(run, scan(run));
            }
        } catch (UnreadableInputException e) {
            throw new ImportFailedException(Reason.UNREADABLE_INPUT, String.valueOf(e.getMessage()), e);
        } catch (FileStoreException e) {
            throw ImportFailedException.of(e);
        } catch (CancellationException e) {
            contribution.getStepExecution().setTerminateOnly();
        }
        return RepeatStatus.FINISHED;
    }

    private InputFiles.Scanned scan(ImportRun run) {
        var job = runningJobs.require(run.jobId());
        var input = files.locate(run);
        var scanned = files.scan(
                input,
                unpacked -> FileSplitter.scan(new ScanRequest(
                        input,
                        unpacked,
                        run.hints(),
                        properties.workerCount(),
                        properties.splitLimits(),
                        job::stopRequested)));
        // A header that is wrong makes every row wrong: better one error now than one for each row.
        header(run, scanned);
        return scanned;
    }

    private static @Nullable CsvHeader header(ImportRun run, InputFiles.Scanned scanned) {
        return CsvHeaders.read(
                scanned.data(),
                scanned.file().input(),
                scanned.file().header(),
                run.request().csv());
    }

    private void unpackAgain(ImportRun run) {
        var scanned = scan(run);
        transaction.executeWithoutResult(status -> {
            runningJobs.require(run.jobId()).lease().hold();
            parts.relocate(run.jobId(), scanned.data());
        });
    }

    private void save(ImportRun run, InputFiles.Scanned scanned) {
        var escape = run.request().csv().escape();
        var hint = EscapeHint.find(scanned.data(), scanned.file(), header(run, scanned), escape);
        transaction.executeWithoutResult(status -> {
            runningJobs.require(run.jobId()).lease().hold();
            hint.ifPresent(mode ->
                    warnings.addEscapeHint(run.jobId(), mode, scanned.file().records()));
            parts.save(run.jobId(), scanned.data(), scanned.file());
            run.staging().create(jdbc);
        });
    }
}
