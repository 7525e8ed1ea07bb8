package dev.usher.jobs.importing;

import dev.usher.jobs.importing.UserImportRequest.Metadata;
import java.util.Optional;

/** What an import of rejected rows does otherwise than the one that rejected them; empty: the same. */
public record RetryOptions(Optional<Boolean> upsert, Optional<Metadata> metadata) {}
