package dev.usher.jobs.importing.rejection;

import java.util.List;

/**
 * How often a code occurred.
 *
 * @param rows rows that have at least one error of the code
 * @param firstLines the smallest line numbers, at most five, in ascending order
 */
public record ErrorCount(String code, long rows, List<Long> firstLines) {}
