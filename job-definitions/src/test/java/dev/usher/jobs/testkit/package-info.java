/**
 * Builders and doubles that the tests of every module share.
 *
 * <p>Start at {@link dev.usher.jobs.testkit.ARow}. It knows no test.
 */
@NullMarked
package dev.usher.jobs.testkit;

import org.jspecify.annotations.NullMarked;
