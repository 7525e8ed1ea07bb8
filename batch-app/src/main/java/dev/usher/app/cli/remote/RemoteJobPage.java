package dev.usher.app.cli.remote;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, newest first.
 *
 * @param next where the next page begins; null on the last one
 */
public record RemoteJobPage(List<RemoteJob> jobs, @Nullable String next) {}
