package dev.usher.app.schedule;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Schedules declared in configuration.
 *
 * @param schedules by name; each is created at the start of a server if it is missing, and brought up to what is declared
 */
@ConfigurationProperties("usher")
public record DeclaredSchedulesProperties(@DefaultValue Map<String, Declared> schedules) {

    /**
     * A schedule that must exist.
     *
     * @param importing the request of an import, as JSON text; of this and the next one is given
     * @param exporting the request of an export, as JSON text
     */
    public record Declared(
            @Nullable String cron,
            @DefaultValue("UTC") String zone,
            @Nullable String importing,
            @Nullable String exporting,
            @DefaultValue("run_once") Misfire misfire,
            @DefaultValue("false") boolean allowOverlap,
            @DefaultValue("false") boolean paused) {}
}
