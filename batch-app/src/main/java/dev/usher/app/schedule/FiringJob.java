package dev.usher.app.schedule;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** What Quartz does when the time of a schedule has come. Its name is stored in the tables of Quartz. */
final class FiringJob implements Job {

    private final Firing firing;

    FiringJob(Firing firing) {
        this.firing = firing;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        var trigger = context.isRecovering()
                ? context.getRecoveringTriggerKey()
                : context.getTrigger().getKey();
        try {
            firing.settle(trigger.getName(), context.getScheduledFireTime().toInstant());
        } catch (RuntimeException e) {
            // Not again at once: the database may be away. Whoever looks next finds the firing due.
            throw new JobExecutionException(e);
        }
    }
}
