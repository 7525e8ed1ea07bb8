/**
 * The only door to the PostgreSQL driver: COPY, identifiers, SQL states.
 *
 * <p>Start at {@link dev.usher.jobs.postgres.CopyIn}. It knows no user and no job.
 */
@NullMarked
package dev.usher.jobs.postgres;

import org.jspecify.annotations.NullMarked;
