package dev.usher.jobs.importing;

import dev.usher.jobs.importing.rejection.Rejection;
import java.util.List;
import java.util.Map;

/**
 * A block of records after validation: the accepted rows are in the worker's staging writer, the others here.
 *
 * @param ignored how many rows gave a property that is passed over, by its name
 */
record StagedBlock(long records, List<Rejection> rejections, Map<String, Long> ignored) {}
