/**
 * The first stage of an import whose file is elsewhere: which file it takes, its copy, and what becomes of the original.
 *
 * <p>Start at {@link dev.usher.jobs.importing.fetch.FileFetch}. It does not look into files.
 */
@NullMarked
package dev.usher.jobs.importing.fetch;

import org.jspecify.annotations.NullMarked;
