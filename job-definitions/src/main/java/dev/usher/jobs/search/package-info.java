/**
 * Searching users: the text of a query becomes a syntax tree, and the tree an SQL condition whose values are parameters.
 *
 * <p>Start at {@link dev.usher.jobs.search.UserQuery}. Exports and the API share it; it knows none of them.
 */
@NullMarked
package dev.usher.jobs.search;

import org.jspecify.annotations.NullMarked;
