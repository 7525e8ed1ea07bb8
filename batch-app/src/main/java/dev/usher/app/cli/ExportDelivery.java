package dev.usher.app.cli;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Sends completed exports to standard output that are for it; until all was taken, their file is kept. */
final class ExportDelivery {

    private final Shell shell;
    private final Engine engine;

    ExportDelivery(Shell shell, Engine engine) {
        this.shell = shell;
        this.engine = engine;
    }

    static boolean isForStandardOutput(JobView job) {
        return job.work() instanceof Export export && GivenFiles.STANDARD_STREAM.equals(export.file());
    }

    /** Whether there is a file that nobody has read to its end yet. */
    boolean isDue(JobView job) {
        return stored(job).filter(engine::hasExport).isPresent();
    }

    /**
     * Sends the file of a job, if it is for standard output and complete.
     *
     * @return false if it was not taken to its end
     */
    boolean deliver(JobView job) {
        var file = stored(job);
        if (file.isEmpty()) {
            return true;
        }
        try {
            engine.fetchExport(file.get(), shell.surroundings().rawOut());
            return true;
        } catch (IOException e) {
            shell.warn("Standard output was closed or full before all was written (" + e.getMessage()
                    + "). The file is kept: 'usher jobs restart " + job.id() + " > FILE' writes it again.");
            return false;
        }
    }

    private Optional<Path> stored(JobView job) {
        return job.status() == JobStatus.COMPLETED
                        && isForStandardOutput(job)
                        && engine.status().request(job.id()) instanceof JobRequest.OfExport export
                ? Optional.of(Path.of(export.document().target().path()))
                : Optional.empty();
    }
}
