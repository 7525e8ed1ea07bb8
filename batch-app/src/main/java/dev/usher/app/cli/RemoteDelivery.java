package dev.usher.app.cli;

import dev.usher.app.cli.ExportOrder.Place;
import dev.usher.app.cli.remote.Download;
import dev.usher.app.cli.remote.Pause;
import dev.usher.app.cli.remote.RemoteException;
import dev.usher.app.cli.remote.RemoteException.Kind;
import dev.usher.app.cli.remote.UsherApi;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.jobs.file.PrivateFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** Brings the file of an export from a server to where it was asked for; there it appears whole or not at all. */
final class RemoteDelivery {

    private final Shell shell;
    private final UsherApi api;
    private final String options;

    /** @param options to be added to commands that ask the same server */
    RemoteDelivery(Shell shell, UsherApi api, String options) {
        this.shell = shell;
        this.api = api;
        this.options = options;
    }

    /**
     * Fetches the file of a completed export.
     *
     * @return false if standard output did not take all of it
     */
    boolean deliver(String jobId, Export export, Place place) {
        long size = export.result().map(Exported::sizeBytes).orElse(-1L);
        try (var transfer = new Transfer(shell, "download", size)) {
            return place.path().isPresent()
                    ? toFile(jobId, place.path().get(), place.replace(), transfer)
                    : toStandardOutput(jobId, transfer);
        }
    }

    private boolean toFile(String jobId, Path target, boolean replace, Transfer transfer) {
        try (var file = PrivateFile.create(target)) {
            new Download(api, Pause.real(), file, transfer::done).fetch(jobId);
            file.sync();
            if (replace) {
                file.publish();
            } else {
                file.publishNew();
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            throw unwritable(target + " appeared meanwhile.", jobId, e);
        } catch (IOException e) {
            throw unwritable(target + " can't be written (" + e.getMessage() + ").", jobId, e);
        }
    }

    private RemoteException unwritable(String why, String jobId, IOException e) {
        return new RemoteException(Kind.UNWRITABLE, why + " " + again(jobId, "OTHER-FILE"), e);
    }

    private boolean toStandardOutput(String jobId, Transfer transfer) {
        try {
            new Download(api, Pause.real(), shell.surroundings().rawOut(), transfer::done).fetch(jobId);
            return true;
        } catch (IOException e) {
            shell.warn("Standard output was closed or full before all was written (" + e.getMessage()
                    + "). The server keeps the file for a while. " + again(jobId, "FILE"));
            return false;
        }
    }

    private String again(String jobId, String file) {
        return "Fetch it again: usher jobs download " + jobId + " " + file + options;
    }
}
