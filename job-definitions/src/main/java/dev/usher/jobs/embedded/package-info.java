/**
 * The PostgreSQL that Usher brings along and starts on demand: the default where no external database is configured.
 *
 * <p>Start at {@link dev.usher.jobs.embedded.EmbeddedPostgres}. It knows no job, no schema and no Spring; whoever
 * takes a handle gets a JDBC URL and nothing more.
 */
@NullMarked
package dev.usher.jobs.embedded;

import org.jspecify.annotations.NullMarked;
