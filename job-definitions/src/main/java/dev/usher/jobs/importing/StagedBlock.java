package dev.usher.jobs.importing;

import dev.usher.jobs.importing.rejection.Rejection;
import dev.usher.jobs.importing.row.RowWarning;
import java.util.List;
import java.util.Map;

/**
 * A block of records after validation: the accepted rows are in the worker's staging writer, the others here.
 *
 * @param warnings of accepted rows, each with the number of its rows
 */
record StagedBlock(long records, List<Rejection> rejections, Map<RowWarning, Long> warnings) {}
