package dev.usher.app.rest.job;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One client that listens to the events of a job; used by one thread. */
final class JobListener {

    /** Proxies close a connection on which nothing has been said for long. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final String jobId;
    private final SseEmitter emitter;
    private String lastEventId;
    private Instant lastSaid;

    /** @param lastEventId what the client heard last; empty if it is new */
    JobListener(String jobId, SseEmitter emitter, String lastEventId, Instant now) {
        this.jobId = jobId;
        this.emitter = emitter;
        this.lastEventId = lastEventId;
        this.lastSaid = now;
    }

    String jobId() {
        return jobId;
    }

    SseEmitter emitter() {
        return emitter;
    }

    /**
     * Says how the job is, if that is news.
     *
     * @throws IOException if the client is gone
     */
    void tell(JobBody job, Instant now) throws IOException {
        var eventId = job.version();
        if (!eventId.equals(lastEventId)) {
            emitter.send(SseEmitter.event().id(eventId).name("job").data(job, MediaType.APPLICATION_JSON));
            lastEventId = eventId;
            lastSaid = now;
        } else if (Duration.between(lastSaid, now).compareTo(LONGEST_SILENCE) >= 0) {
            emitter.send(SseEmitter.event().comment("still here"));
            lastSaid = now;
        }
    }
}
