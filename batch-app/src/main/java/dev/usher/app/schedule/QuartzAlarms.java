package dev.usher.app.schedule;

import static org.quartz.impl.matchers.GroupMatcher.triggerGroupEquals;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/**
 * The alarms of schedules in Quartz, of which the nodes of a cluster share one set. They only wake: which firings there are
 * the schedules themselves know. Every method throws an {@link AlarmException} if Quartz fails.
 */
final class QuartzAlarms {

    private static final String GROUP = "schedules";
    private static final String VERSION = "version";
    private static final JobKey FIRING = JobKey.jobKey("firing", "usher");

    private final Scheduler scheduler;

    QuartzAlarms(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The schedules for which there is an alarm, and the version that it was set by. */
    Map<String, Long> versions() {
        try {
            var versions = new HashMap<String, Long>();
            for (var key : scheduler.getTriggerKeys(triggerGroupEquals(GROUP))) {
                var trigger = scheduler.getTrigger(key);
                if (trigger != null) {
                    versions.put(key.getName(), trigger.getJobDataMap().getLongFromString(VERSION));
                }
            }
            return versions;
        } catch (SchedulerException e) {
            throw new AlarmException(e);
        }
    }

    /** Sets the alarm of a schedule in place of the one that there is; none if Quartz finds no moment for it. */
    void set(Schedule schedule, Instant now) {
        var trigger = trigger(schedule);
        if (trigger.getFireTimeAfter(Date.from(now)) == null) {
            clear(schedule.id());
            return;
        }
        try {
            addJob();
            if (scheduler.rescheduleJob(trigger.getKey(), trigger) == null) {
                scheduler.scheduleJob(trigger);
            }
        } catch (SchedulerException e) {
            throw new AlarmException(e);
        }
    }

    void clear(String scheduleId) {
        try {
            scheduler.unscheduleJob(TriggerKey.triggerKey(scheduleId, GROUP));
        } catch (SchedulerException e) {
            throw new AlarmException(e);
        }
    }

    private void addJob() throws SchedulerException {
        if (!scheduler.checkExists(FIRING)) {
            scheduler.addJob(
                    JobBuilder.newJob(FiringJob.class)
                            .withIdentity(FIRING)
                            .storeDurably()
                            // Of a node that died at it another one takes it on.
                            .requestRecovery()
                            .build(),
                    true);
        }
    }

    private static Trigger trigger(Schedule schedule) {
        return TriggerBuilder.newTrigger()
                .withIdentity(schedule.id(), GROUP)
                .forJob(FIRING)
                .usingJobData(VERSION, Long.toString(schedule.version()))
                .withSchedule(CronScheduleBuilder.cronSchedule(schedule.cron())
                        .inTimeZone(TimeZone.getTimeZone(FireTimes.zone(schedule.zone())))
                        // Once, whatever the schedule's own rule is: somebody must note what was missed.
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
    }
}
