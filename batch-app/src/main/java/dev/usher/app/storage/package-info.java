/**
 * The external stores that the configuration names: each is made when a job first needs it, and what it takes to reach it is
 * loaded then and not before.
 *
 * <p>Start at {@link dev.usher.app.storage.ConfiguredStores}. It runs no job.
 */
@NullMarked
package dev.usher.app.storage;

import org.jspecify.annotations.NullMarked;
