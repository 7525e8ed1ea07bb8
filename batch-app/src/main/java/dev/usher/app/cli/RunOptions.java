package dev.usher.app.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How far a command goes with a job, and how it answers. */
final class RunOptions {

    @Option(names = "--json", description = "Print one JSON document instead of the summary.")
    boolean json;

    @Option(names = "--wait", description = "At a server: wait for the end of the job (default).")
    boolean wait;

    @Option(names = "--detach", description = "At a server: do not wait, print the id of the job.")
    boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "At a server: wait no longer than this, such as 90s, 30m or 2h; the job goes on.")
    @Nullable
    Duration timeout;

    /** Of a command that follows a job. */
    static RunOptions following(@Nullable Duration timeout, boolean json) {
        var options = new RunOptions();
        options.timeout = timeout;
        options.json = json;
        return options;
    }

    /** @throws UsageException if they contradict each other */
    void check() {
        if (detach && (wait || timeout != null)) {
            throw new UsageException("Choose one: --detach, or --wait with or without --timeout.");
        }
    }

    Optional<Duration> patience() {
        return Optional.ofNullable(timeout);
    }

    /** Where this process is the one that runs the job. */
    void requireHere() {
        if (detach || timeout != null) {
            throw new UsageException(
                    "--detach and --timeout are for a server that runs the job. Here this process does:"
                            + " name a server with --server, or leave them out.");
        }
    }
}
