/**
 * Staged rows become users: set-based, in the order of their key, one range of keys in one transaction.
 *
 * <p>Start at {@link dev.usher.jobs.importing.merge.UserMerge}. It knows no file and no parser.
 */
@NullMarked
package dev.usher.jobs.importing.merge;

import org.jspecify.annotations.NullMarked;
