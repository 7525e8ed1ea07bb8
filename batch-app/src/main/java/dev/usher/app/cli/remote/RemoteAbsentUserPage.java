package dev.usher.app.cli.remote;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users who are missing from the file of an import, in the order of their ids.
 *
 * @param next where the next page begins; null on the last one
 */
public record RemoteAbsentUserPage(
        List<RemoteAbsentUser> users, @Nullable String next) {}
