package dev.usher.app.rest.job;

import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells what a job is doing, as it happens. */
@RestController
final class JobEventsController {

    private final JobEvents events;
    private final JobBodies bodies;

    JobEventsController(JobEvents events, JobBodies bodies) {
        this.events = events;
        this.bodies = bodies;
    }

    @GetMapping(path = "/api/v2/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @AnyScope({Scope.CREATE_USERS, Scope.READ_USERS, Scope.READ_JOBS})
    SseEmitter events(
            @PathVariable String id, @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId)
            throws IOException {
        var job = bodies.withoutLinks(JobIds.require(id));
        return events.listen(job.id(), lastEventId);
    }
}
