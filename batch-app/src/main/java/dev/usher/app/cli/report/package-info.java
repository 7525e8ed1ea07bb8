/**
 * How a job looks on a terminal and in JSON: summary, progress, lists, errors.
 *
 * <p>Start at {@link dev.usher.app.cli.report.JobReport}. It turns values into text; it asks no service, knows no
 * option and no exit code.
 */
@NullMarked
package dev.usher.app.cli.report;

import org.jspecify.annotations.NullMarked;
