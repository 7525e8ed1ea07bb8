package dev.usher.app.notice;

import dev.usher.app.notice.DueNotice.Receiver;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
 *
 * <p>Only one thread, the timer, talks to the database: however many notices are under way, they take one connection from
 * the jobs. The other threads do nothing but send.
 */
final class NoticeSender implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);

    private static final int MOST_AT_ONCE = 32;

    /** What is under way then is sent again later, by whoever finds it. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(3);

    /** A server that sends mails takes one within seconds, unless it is busy with others; while it is rolled out none may. */
    private static final Duration MAIL_PATIENCE = Duration.ofHours(1);

    private final NoticeQueue queue;
    private final NoticeChannel webhooks;
    private final Optional<NoticeChannel> mails;
    private final RetrySchedule retries;
    private final Duration interval;

    /** Belongs to the timer. */
    private final Set<String> busy = new HashSet<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("usher-notices"));
    private final ExecutorService threads;
    private volatile boolean running;
    private boolean blind;

    /** @param mails empty if nobody said where to send them */
    NoticeSender(
            NoticeQueue queue,
            NoticeChannel webhooks,
            Optional<NoticeChannel> mails,
            RetrySchedule retries,
            Duration interval) {
        this(queue, webhooks, mails, retries, interval, Executors.newCachedThreadPool(daemons("usher-notice")));
    }

    /** @param threads which send; they end with this */
    NoticeSender(
            NoticeQueue queue,
            NoticeChannel webhooks,
            Optional<NoticeChannel> mails,
            RetrySchedule retries,
            Duration interval,
            ExecutorService threads) {
        this.queue = queue;
        this.webhooks = webhooks;
        this.mails = mails;
        this.retries = retries;
        this.interval = interval;
        this.threads = threads;
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
            if (running && mails.isEmpty()) {
                queue.giveUpMails(MAIL_PATIENCE);
            }
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
        var due = queue.claim(closed());
        due.ifPresent(this::begin);
        return due.isPresent();
    }

    /** Channels of which nothing can be sent now. */
    private Set<String> closed() {
        var closed = new HashSet<>(busy);
        if (mails.isEmpty()) {
            // Another server may know where to send them.
            closed.add(DueNotice.MAIL);
        }
        return closed;
    }

    private void begin(DueNotice notice) {
        if (!notice.receiver().map(Receiver::enabled).orElse(true)) {
            queue.giveUp(notice, GivenUpReason.WEBHOOK_DISABLED);
            return;
        }
        var channel = notice.receiver().isPresent() ? webhooks : mails.orElseThrow();
        busy.add(notice.channel());
        try {
            threads.execute(() -> send(notice, channel));
        } catch (RuntimeException | Error e) {
            // No thread will ever take it out again.
            busy.remove(notice.channel());
            throw e;
        }
    }

    private void send(DueNotice notice, NoticeChannel channel) {
        long started = System.nanoTime();
        var reply = reply(notice, channel);
        var took = Duration.ofNanos(System.nanoTime() - started);
        try {
            timer.execute(() -> end(notice, reply, took));
        } catch (RejectedExecutionException e) {
            LOG.debug("The server ends: what became of an attempt is not noted, and it is made again");
        }
    }

    private static Reply reply(DueNotice notice, NoticeChannel channel) {
        try {
            return channel.send(notice);
        } catch (RuntimeException | Error e) {
            // Not its message, which may repeat an address.
            LOG.error("Notice {}: the attempt failed unexpectedly: {}", notice.id(), place(e));
            return Reply.failed(AttemptFailure.INTERNAL);
        }
    }

    private static String place(Throwable failure) {
        var trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : "");
    }

    private void end(DueNotice notice, Reply reply, Duration took) {
        try {
            note(notice, reply, took);
        } catch (RuntimeException e) {
            LOG.warn("Notice {}: what became of the attempt can't be noted; it is made again", notice.id(), e);
        } finally {
            busy.remove(notice.channel());
        }
        // The receiver may have more to get.
        look();
    }

    private void note(DueNotice notice, Reply reply, Duration took) {
        if (reply.taken()) {
            queue.delivered(notice, reply, took);
        } else {
            queue.failed(notice, reply, took, retries.next(notice.failures()))
                    .ifPresent(reason -> LOG.warn("Webhook {} is disabled: {}", notice.channel(), reason.sentence()));
        }
    }

    @Override
    public void stop() {
        running = false;
        try {
            drain(threads);
            drain(timer);
        } catch (InterruptedException e) {
            threads.shutdownNow();
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(LONGEST_DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            executor.shutdownNow();
        }
    }
}
