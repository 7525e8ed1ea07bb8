/**
 * The benchmark: how fast Usher is beside PostgreSQL's own COPY, beside hand-written SQL and beside stock Spring Batch.
 *
 * <p>Start at {@link dev.usher.bench.ImportBenchmark}. It runs Usher as users do, as a process of its own, and knows
 * nothing of its classes but the embedded database.
 */
@NullMarked
package dev.usher.bench;

import org.jspecify.annotations.NullMarked;
