/**
 * Where a user may come from, and the rules that follow from it: required and forbidden attributes, match key, ids.
 *
 * <p>Start at {@link dev.usher.jobs.connection.ConnectionRules}. It knows nothing of jobs or files.
 */
@NullMarked
package dev.usher.jobs.connection;

import org.jspecify.annotations.NullMarked;
