package dev.usher.app.cli;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a server notes about a job. */
final class SubmitOptions {

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "At a server: a second job with the same key and the same content is the first one"
                    + " (default: a new key, used for every try).")
    @Nullable
    String idempotencyKey;

    String key() {
        return idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
    }

    /** Where there is no server. */
    void requireHere() {
        if (idempotencyKey != null) {
            throw new UsageException("--idempotency-key is for a server: name one with --server, or leave it out.");
        }
    }
}
