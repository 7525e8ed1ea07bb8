package dev.usher.app.credentials;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.importing.ImportFailedException;
import dev.usher.jobs.importing.ImportFileHashes;
import dev.usher.jobs.importing.ImportFileHashes.UserHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Holds known passwords against hashes, batch by batch, on a bounded number of threads. One per file; closing it ends the
 * threads.
 */
public final class CredentialCheck implements AutoCloseable {

    private static final int BATCH = 500;

    private final RowCheck check;
    private final ExecutorService threads;
    private final ReportBuilder report = new ReportBuilder();

    /** @param threads how many hashes are computed at once, each with as much memory as the limits allow */
    public CredentialCheck(CostLimits limits, int threads) {
        this.check = new RowCheck(limits);
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            var thread = new Thread(work, "usher-verify");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** As many threads as there are processors, and as the memory of this process can feed with the dearest of hashes. */
    public static int defaultThreads(CostLimits limits) {
        long memory = Runtime.getRuntime().maxMemory() / 2;
        long fed = memory / Math.max(limits.scryptMaxBytes(), 1024L * limits.argon2MaxMemoryKib());
        return (int) Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), fed));
    }

    /**
     * Checks against the users that exist, in constant memory.
     *
     * @throws ImportFailedException if the file with passwords can't be read to its end
     */
    public CredentialReport against(StoredHashes hashes, KnownPasswords passwords) {
        for (var batch = passwords.next(BATCH); !batch.isEmpty(); batch = passwords.next(BATCH)) {
            var users = hashes.find(batch);
            var work = new ArrayList<Callable<CheckedRow>>();
            for (int i = 0; i < batch.size(); i++) {
                var known = batch.get(i);
                var candidates = users.get(i);
                work.add(() -> check.check(known, candidates));
            }
            run(work);
        }
        return report.build();
    }

    /**
     * Checks against a file that could be imported, in memory that grows with the file of passwords only. Names of
     * connections make no difference.
     *
     * @throws ImportFailedException if one of the files can't be read to its end
     */
    public CredentialReport against(Path users, KnownPasswords passwords) {
        var index = new PasswordIndex(passwords);
        var work = new ArrayList<Callable<CheckedRow>>();
        ImportFileHashes.forEach(users, user -> {
            for (var known : index.take(user)) {
                var candidates = List.of(stored(user));
                work.add(() -> check.check(known, candidates));
            }
            if (work.size() >= BATCH) {
                run(work);
                work.clear();
            }
        });
        index.rest().forEach(known -> work.add(() -> check.check(known, List.of())));
        run(work);
        return report.build();
    }

    private static StoredUser stored(UserHash user) {
        Optional<StoredHash> custom = user.customHash().map(StoredHash.Custom::new);
        return new StoredUser(
                user.userId().orElse(""), custom.or(() -> user.passwordHash().map(StoredHash.Native::new)));
    }

    private void run(List<Callable<CheckedRow>> work) {
        try {
            for (Future<CheckedRow> row : threads.invokeAll(work)) {
                report.add(row.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The check was interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be checked.", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
