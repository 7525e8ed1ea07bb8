/**
 * What tests share: rows, files and a PostgreSQL.
 *
 * <p>Start at {@link dev.usher.jobs.testkit.PostgresExtension} and {@link dev.usher.jobs.testkit.ARow}.
 */
@NullMarked
package dev.usher.jobs.testkit;

import org.jspecify.annotations.NullMarked;
