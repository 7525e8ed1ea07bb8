/**
 * What others see of a user: the columns that can be read, and the SQL of those that are derived.
 *
 * <p>Start at {@link dev.usher.jobs.profile.UserColumn}. Exports, searches and the API share it, so that a user looks the
 * same everywhere; it knows none of them.
 */
@NullMarked
package dev.usher.jobs.profile;

import org.jspecify.annotations.NullMarked;
