/**
 * What the tests of both modules share; it travels as this module's test jar.
 *
 * <p>Start at {@link dev.usher.jobs.testkit.PostgresExtension}. It knows nothing of what a test is about.
 */
@NullMarked
package dev.usher.jobs.testkit;

import org.jspecify.annotations.NullMarked;
