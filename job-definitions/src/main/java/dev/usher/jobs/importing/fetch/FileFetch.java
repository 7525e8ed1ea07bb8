package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.digest.Sha256;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.external.FileSource.IfMissing;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.external.LimitedOutput;
import dev.usher.jobs.external.Place;
import dev.usher.jobs.external.ReadyFiles;
import dev.usher.jobs.external.StoreTries;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.StoredFile;
import dev.usher.jobs.importing.fetch.TakenFiles.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/** Chooses the file of an import, and copies it to where jobs keep their input; shared by all jobs. */
public final class FileFetch {

    private final ExternalStores stores;
    private final FileStore files;
    private final TakenFiles taken;
    private final TransactionTemplate transaction;

    FileFetch(ExternalStores stores, FileStore files, TakenFiles taken, TransactionTemplate transaction) {
        this.stores = stores;
        this.files = files;
        this.taken = taken;
        this.transaction = transaction;
    }

    /**
     * Makes sure that the copy is there, or that it is written down why there is none. A restart takes the same file; it
     * copies it again only where the copy is missing, as on a server with another file store.
     *
     * @param begun whether the job has read its file before, so that it can't take another one
     * @throws NoFileException if there is no file
     * @throws ExternalStoreException if the store does not give it
     * @throws java.util.concurrent.CancellationException if the job is to stop
     */
    public void fetch(RunningJob job, Order order, boolean begun) {
        var known = taken.find(job.id());
        if (known.filter(this::isSettledHere).isPresent()) {
            return;
        }
        var store = stores.require(order.source());
        var before = known.map(TakenFile::file);
        if (begun || known.filter(k -> k.place() == Place.FAILED).isPresent()) {
            // Whatever others have imported since: this job goes on with what it has begun.
            copyAgain(job, order, store, known.orElseThrow());
            return;
        }
        var again = before.filter(file -> isStillThere(job, store, file));
        var file = again.isPresent() ? again : choose(job, order, store);
        file.ifPresent(f -> copy(job, order, store, Reading.of(store, f), comparesBytes(order)));
    }

    /** Nothing is to be imported, or the copy is in this file store. */
    private boolean isSettledHere(TakenFile known) {
        var stored = known.stored();
        return known.remark() != null || (stored != null && files.find(stored).isPresent());
    }

    private static boolean isStillThere(RunningJob job, ExternalStore store, ExternalFile file) {
        return StoreTries.call(job::awaitStop, () -> store.find(file.name()))
                .filter(file::isSameAs)
                .isPresent();
    }

    /** Empty if nothing is to be imported. */
    private Optional<ExternalFile> choose(RunningJob job, Order order, ExternalStore store) {
        var found = ReadyFiles.in(store, order.source().files(), job::awaitStop);
        return inTransaction(job, () -> {
            var choice = FileChoice.of(order.source(), order.dryRun(), found.ready(), taken.known(order));
            if (choice instanceof FileChoice.Taken chosen) {
                taken.take(order, chosen.file(), null);
                return Optional.of(chosen.file());
            }
            if (choice instanceof FileChoice.Unchanged unchanged) {
                taken.take(order, unchanged.file().orElse(null), Remark.UNCHANGED);
            } else if (order.source().ifMissing() == IfMissing.FAIL) {
                throw missing(order, choice, found.unfinished());
            } else {
                taken.take(order, null, Remark.NO_FILE);
            }
            return Optional.empty();
        });
    }

    private static NoFileException missing(Order order, FileChoice choice, int unfinished) {
        if (choice instanceof FileChoice.Busy busy) {
            return new NoFileException(
                    true, "The file " + busy.file().name() + " is being imported by another job of the connection.");
        }
        var start = "There is no file " + order.source().title();
        return new NoFileException(
                false,
                unfinished == 0
                        ? start + "."
                        : start + " that is complete: " + unfinished
                                + (unfinished == 1 ? " is still being written." : " are still being written."));
    }

    private void copyAgain(RunningJob job, Order order, ExternalStore store, TakenFile known) {
        var file = Objects.requireNonNull(known.file());
        if (known.place() == Place.FAILED && store.traits().moves(Place.FAILED)) {
            try {
                copy(job, order, store, Reading.moved(store, file, job.id()), false);
                return;
            } catch (ExternalStoreException e) {
                if (e.reason() != Reason.GONE) {
                    throw e;
                }
                // Somebody may have put it back.
            }
        }
        copy(job, order, store, Reading.of(store, file), false);
    }

    private void copy(RunningJob job, Order order, ExternalStore store, Reading reading, boolean compares) {
        var digest = Sha256.start();
        var stored = StoreTries.call(job::awaitStop, () -> {
            digest.reset();
            return store(job, store, reading, digest);
        });
        var sha256 = Sha256.end(digest);
        boolean kept = inTransaction(job, () -> {
            if (compares && isLastImported(order, sha256)) {
                taken.unchanged(job.id());
                return false;
            }
            taken.stored(job.id(), stored.name(), stored.sizeBytes(), sha256, reading.from());
            return true;
        });
        if (!kept) {
            files.delete(stored.name());
        }
    }

    private static boolean comparesBytes(Order order) {
        return !order.dryRun() && order.source().ifUnchanged() == IfUnchanged.SKIP;
    }

    private boolean isLastImported(Order order, String sha256) {
        return taken.known(order)
                .last()
                .filter(last -> last.nothingLeft() && last.sha256().equals(sha256))
                .isPresent();
    }

    private StoredFile store(RunningJob job, ExternalStore store, Reading reading, MessageDigest digest) {
        try {
            return files.create(
                    FileKind.INPUT,
                    out -> reading.into(new LimitedOutput(
                            new DigestOutputStream(out, digest), store.traits().limits(), job::stopRequested)));
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing was read that could fail in such a way.", e);
        }
    }

    private <T> T inTransaction(RunningJob job, Supplier<T> action) {
        return Objects.requireNonNull(transaction.execute(status -> {
            job.lease().hold();
            return action.get();
        }));
    }
}
