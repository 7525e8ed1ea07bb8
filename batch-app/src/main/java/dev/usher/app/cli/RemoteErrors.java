package dev.usher.app.cli;

import dev.usher.app.cli.remote.RemoteException;
import dev.usher.app.cli.remote.RemoteException.Kind;
import dev.usher.app.cli.remote.UsherApi;
import dev.usher.jobs.file.PrivateFile;
import dev.usher.jobs.importing.rejection.RejectsFile;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a server says of rejected rows, however many there are. */
final class RemoteErrors {

    private static final int BATCH = 1_000;

    private final UsherApi api;

    RemoteErrors(UsherApi api) {
        this.api = api;
    }

    /**
     * Hands over errors in the order of the file; those of a record stay together.
     *
     * @param after only of records that stand after this one
     * @param most how many records at most
     * @return whether there may be more
     */
    boolean forEach(String jobId, long after, long most, Consumer<List<StoredRowError>> consumer) {
        var rows = api.errors(jobId, after, most);
        if (rows.isEmpty()) {
            return false;
        }
        try (var list = rows.get()) {
            var batch = new ArrayList<StoredRowError>();
            long taken = 0;
            for (var row = list.next(); row != null; row = list.next()) {
                row.forEach(error -> batch.add(RemoteViews.error(error)));
                taken++;
                if (batch.size() >= BATCH) {
                    flush(batch, consumer);
                }
            }
            flush(batch, consumer);
            return taken == most;
        }
    }

    private static void flush(List<StoredRowError> batch, Consumer<List<StoredRowError>> consumer) {
        if (!batch.isEmpty()) {
            consumer.accept(List.copyOf(batch));
            batch.clear();
        }
    }

    /** Writes the rejected records into a file, and their errors beside it; both are readable by their owner only. */
    void write(String jobId, Path target) {
        try (var records = PrivateFile.create(target);
                var errors = PrivateFile.create(RejectsFile.errorsBeside(target))) {
            api.copyRejects(jobId, records);
            api.copyRejectErrors(jobId, errors);
            errors.publish();
            records.publish();
        } catch (IOException e) {
            throw new RemoteException(
                    Kind.UNWRITABLE, "The rejected records can't be written (" + e.getMessage() + ").", e);
        }
    }
}
