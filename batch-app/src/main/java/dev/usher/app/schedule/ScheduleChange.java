package dev.usher.app.schedule;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What is to be changed of a schedule; what is empty stays as it is. */
public record ScheduleChange(
        Optional<String> name,
        Optional<String> cron,
        Optional<String> zone,
        Optional<ObjectNode> request,
        Optional<Misfire> misfire,
        Optional<Boolean> allowOverlap) {

    /** Whether it may make a job run that would not have: all but another name. */
    public boolean makesRun() {
        return cron.isPresent()
                || zone.isPresent()
                || request.isPresent()
                || misfire.isPresent()
                || allowOverlap.isPresent();
    }
}
