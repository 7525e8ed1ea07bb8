package dev.usher.app.rest.job;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.rest.answer.ApiException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells those who listen what their jobs are doing; shared by all requests.
 *
 * <p>Events are states, not a history: whoever comes back is told how the job is now, unless that is what they heard last.
 * One thread looks once a second at every job that somebody listens to, however many do.
 */
final class JobEvents implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_LISTENERS = 200;

    private final JobBodies bodies;
    private final Clock clock;
    private volatile boolean running;
    private final Queue<JobListener> listeners = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "usher-events");
        thread.setDaemon(true);
        return thread;
    });

    JobEvents(JobBodies bodies, Clock clock) {
        this.bodies = bodies;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        var unused = timer.scheduleWithFixedDelay(this::tellAll, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to tell; the stream ends with the job.
     *
     * @param lastEventId what the client heard last, if it comes back; else empty
     * @throws ApiException if too many listen already
     */
    SseEmitter listen(String jobId, String lastEventId) throws IOException {
        if (listeners.size() >= MOST_LISTENERS) {
            throw ApiException.of(503, "Too many clients listen to events. Ask for the job itself instead.");
        }
        var emitter = new SseEmitter(0L);
        var listener = new JobListener(jobId, emitter, lastEventId, clock.instant());
        emitter.onCompletion(() -> listeners.remove(listener));
        // So that a client which knows the state already is answered too.
        emitter.send(SseEmitter.event().comment("listening"));
        listeners.add(listener);
        return emitter;
    }

    private void tellAll() {
        try {
            listeners.stream()
                    .collect(Collectors.groupingBy(JobListener::jobId))
                    .forEach((jobId, all) -> tell(jobId, all));
        } catch (RuntimeException | Error e) {
            // The database may be away; a timer whose task throws would never run it again.
            LOG.warn(
                    "Nobody could be told what jobs are doing: {}", e.getClass().getSimpleName());
        }
    }

    private void tell(String jobId, Iterable<JobListener> all) {
        try {
            var job = bodies.withoutLinks(jobId);
            all.forEach(listener -> tell(listener, job));
        } catch (ProblemException e) {
            // It was deleted.
            all.forEach(this::end);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Nobody could be told what job {} is doing: {}",
                    jobId,
                    e.getClass().getSimpleName());
        }
    }

    private void tell(JobListener listener, JobBody job) {
        try {
            listener.tell(job, clock.instant());
            if (job.ended()) {
                end(listener);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A client that listened is gone");
            listeners.remove(listener);
        }
    }

    private void end(JobListener listener) {
        listeners.remove(listener);
        listener.emitter().complete();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the server waits for its requests: these would not end by themselves. */
    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
        listeners.forEach(this::end);
    }
}
