package dev.usher.jobs.embedded;

import dev.usher.jobs.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who uses the server of a home folder, and who may start or stop it; shared by all threads of the process.
 *
 * <p>Each process that uses the server holds a shared lock on {@code users.lock}; whoever starts, stops or archives it
 * holds {@code control.lock} meanwhile. Both are released by the operating system when a process dies. A shared lock is
 * taken and given up under the control lock only, so that "nobody else is here" stays true until the control lock goes.
 */
final class HomeLocks {

    /**
     * One instance per folder and process: the operating system keeps file locks per process, and closing any channel
     * of a file drops every lock that the process has on it.
     */
    private static final ConcurrentMap<Path, HomeLocks> BY_HOME = new ConcurrentHashMap<>();

    private static final long POLL_MILLIS = 20;

    private final Path usersFile;
    private final Path controlFile;
    private final ReentrantLock control = new ReentrantLock();

    // Both guarded by the control lock.
    private int users;
    private @Nullable FileChannel usersChannel;

    private HomeLocks(Path home) {
        this.usersFile = home.resolve("users.lock");
        this.controlFile = home.resolve("control.lock");
    }

    /** The folder must exist. */
    static HomeLocks of(HomeFolder home) {
        try {
            return BY_HOME.computeIfAbsent(home.root().toRealPath(), HomeLocks::new);
        } catch (IOException e) {
            throw EmbeddedPostgresException.io("open the home folder", home.root(), e);
        }
    }

    /** What is done while nobody else may start or stop the server. */
    interface Action<T> {

        T run() throws IOException;
    }

    /** Waits while another thread or process starts, stops or archives the server. */
    <T> T underControl(String purpose, Duration patience, Action<T> action) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!control.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(purpose);
            }
        } catch (InterruptedException e) {
            throw EmbeddedPostgresException.interrupted(purpose);
        }
        try (var channel = open(controlFile)) {
            while (channel.tryLock() == null) {
                if (System.nanoTime() > deadline) {
                    throw busy(purpose);
                }
                Thread.sleep(POLL_MILLIS);
            }
            note(channel, "process " + ProcessHandle.current().pid() + ": " + purpose);
            return action.run();
        } catch (InterruptedException e) {
            throw EmbeddedPostgresException.interrupted(purpose);
        } catch (IOException e) {
            throw EmbeddedPostgresException.io(
                    purpose, controlFile.resolveSibling("").normalize(), e);
        } finally {
            control.unlock();
        }
    }

    /** Counts one more user in this process; only under control. */
    void join() throws IOException {
        if (users == 0) {
            var channel = open(usersFile);
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
            if (lock == null) {
                channel.close();
                throw new IOException(usersFile + " is locked by a process that does not hold " + controlFile);
            }
            usersChannel = channel;
        }
        users++;
    }

    /** Counts one user less in this process; only under control. */
    void leave() throws IOException {
        users--;
        if (users == 0 && usersChannel != null) {
            usersChannel.close();
            usersChannel = null;
        }
    }

    /** Whether any user is left, in this process or another; only under control. */
    boolean anyUser() throws IOException {
        if (users > 0) {
            return true;
        }
        try (var channel = open(usersFile)) {
            return channel.tryLock() == null;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PrivateFiles.OWNER_ONLY);
    }

    private static void note(FileChannel channel, String holder) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private EmbeddedPostgresException busy(String purpose) {
        return new EmbeddedPostgresException(
                Reason.BUSY,
                "Cannot " + purpose + " now: somebody else (" + holder() + ") holds " + controlFile
                        + ". Wait until it is done, or end it.");
    }

    private String holder() {
        try {
            return Files.readString(controlFile).strip();
        } catch (IOException e) {
            // Only words for a message: the file may be unreadable for us.
            return "unknown";
        }
    }
}
