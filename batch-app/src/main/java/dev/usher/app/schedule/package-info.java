/**
 * Jobs that are submitted again and again: when, what for, and what became of each time.
 *
 * <p>Start at {@link dev.usher.app.schedule.JobScheduleService}; how a firing becomes a job is in {@code Firing}. The table
 * {@code schedules} is the truth: Quartz, which only this package knows, is an alarm clock that servers set by it.
 */
@NullMarked
package dev.usher.app.schedule;

import org.jspecify.annotations.NullMarked;
