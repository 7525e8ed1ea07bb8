/**
 * Staged rows against each other and against the users that exist: duplicates, matches, conflicts. Set-based, and
 * read-only for users.
 *
 * <p>Start at {@link dev.usher.jobs.importing.resolve.RowResolution}. It knows no file format and writes no user.
 */
@NullMarked
package dev.usher.jobs.importing.resolve;

import org.jspecify.annotations.NullMarked;
