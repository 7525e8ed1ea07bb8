package dev.usher.app.notice;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the notices that are due, from the start of a server to its end. A receiver gets one at a time from each server, so
 * that a slow one holds up nobody but itself.
 */
final class NoticeSender implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);

    private static final int MOST_AT_ONCE = 32;

    /** What is under way then is sent again later, by whoever finds it. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(3);

    private final NoticeQueue queue;
    private final NoticeChannel webhooks;
    private final Optional<NoticeChannel> mails;
    private final RetrySchedule retries;
    private final Duration interval;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("usher-notices"));
    private final ExecutorService threads = Executors.newCachedThreadPool(daemons("usher-notice"));
    private volatile boolean running;
    private boolean blind;

    /** @param mails empty if nobody said where to send them */
    NoticeSender(
            NoticeQueue queue,
            NoticeChannel webhooks,
            Optional<NoticeChannel> mails,
            RetrySchedule retries,
            Duration interval) {
        this.queue = queue;
        this.webhooks = webhooks;
        this.mails = mails;
        this.retries = retries;
        this.interval = interval;
    }

    private static ThreadFactory daemons(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void start() {
        running = true;
        var unused = timer.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Ends after the jobs, so that what became of them still goes out if it can. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private void look() {
        try {
            while (running && busy.size() < MOST_AT_ONCE && startNext()) {
                blind = false;
            }
            blind = false;
        } catch (RuntimeException | Error e) {
            // Whatever it was: a timer whose task throws would never run it again.
            if (!blind) {
                LOG.warn("Notices can't be looked for; the server goes on trying", e);
            }
            blind = true;
        }
    }

    private boolean startNext() {
        var due = queue.claim(Set.copyOf(busy));
        due.ifPresent(notice -> {
            busy.add(notice.channel());
            threads.execute(() -> {
                try {
                    handle(notice);
                } finally {
                    busy.remove(notice.channel());
                    lookAgain();
                }
            });
        });
        return due.isPresent();
    }

    /** The receiver may have more to get. */
    private void lookAgain() {
        try {
            timer.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server ends: nothing more is sent");
        }
    }

    private void handle(DueNotice notice) {
        try {
            if (notice.receiver().isPresent()) {
                if (notice.receiver().get().enabled()) {
                    attempt(notice, webhooks);
                } else {
                    queue.giveUp(notice, GivenUpReason.WEBHOOK_DISABLED);
                }
            } else if (mails.isPresent()) {
                attempt(notice, mails.get());
            } else {
                queue.giveUp(notice, GivenUpReason.MAIL_NOT_CONFIGURED);
            }
        } catch (RuntimeException e) {
            LOG.warn("Notice {}: what became of the attempt can't be noted; it is made again", notice.id(), e);
        }
    }

    private void attempt(DueNotice notice, NoticeChannel channel) {
        long started = System.nanoTime();
        var reply = reply(notice, channel);
        note(notice, reply, Duration.ofNanos(System.nanoTime() - started));
    }

    private static Reply reply(DueNotice notice, NoticeChannel channel) {
        try {
            return channel.send(notice);
        } catch (RuntimeException e) {
            LOG.error("Notice {}: the attempt failed unexpectedly", notice.id(), e);
            return Reply.failed(AttemptFailure.INTERNAL);
        }
    }

    private void note(DueNotice notice, Reply reply, Duration took) {
        if (reply.taken()) {
            queue.delivered(notice, reply, took);
        } else if (reply.gone()) {
            queue.gone(notice, reply, took);
            warnDisabled(notice, DisabledReason.GONE);
        } else if (queue.failed(notice, reply, took, retries.next(notice.failures()))) {
            warnDisabled(notice, DisabledReason.FAILING);
        }
    }

    private static void warnDisabled(DueNotice notice, DisabledReason reason) {
        LOG.warn("Webhook {} is disabled: {}", notice.channel(), reason.sentence());
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
