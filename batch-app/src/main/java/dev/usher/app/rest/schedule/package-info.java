/**
 * Schedules over HTTP.
 *
 * <p>Start at {@link dev.usher.app.rest.schedule.ScheduleController}. Documents are those of the schedules themselves.
 */
@NullMarked
package dev.usher.app.rest.schedule;

import org.jspecify.annotations.NullMarked;
