package dev.usher.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.notice.DueNotice.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which thread does what, and what is left when one of them can't. */
@Timeout(60)
class NoticeSenderTest {

    private static final Reply OK = new Reply(OptionalInt.of(200), Optional.empty());

    private final WaitingNotices queue = new WaitingNotices();

    private NoticeSender sender(NoticeChannel channel, ThreadPoolExecutor threads) {
        return new NoticeSender(
                queue,
                channel,
                Optional.empty(),
                new RetrySchedule(List.of(Duration.ZERO), new Random(1)),
                Duration.ofMillis(10),
                threads);
    }

    private static ThreadPoolExecutor threads(int most) {
        return new ThreadPoolExecutor(most, most, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    private static Receiver receiver(int number) {
        return new Receiver("whk_" + number, "https://hooks.example.com/" + number, List.of(), true);
    }

    private void wait(int number, Receiver receiver) {
        queue.waiting.add(new DueNotice("ntc_" + number, 1, 0, "{}", Instant.EPOCH, Optional.of(receiver)));
    }

    /** Each that does takes a connection from the jobs. */
    @Test
    void howeverManyAreSentOneThreadAsksTheDatabase() {
        int receivers = 8;
        IntStream.range(0, receivers).forEach(number -> wait(number, receiver(number)));
        var together = new CyclicBarrier(receivers);
        var sender = sender(
                notice -> {
                    try {
                        together.await();
                        return OK;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads(receivers));

        sender.start();
        Eventually.await(() -> queue.delivered.get() == receivers);
        sender.stop();

        assertThat(queue.askers).hasSize(1);
    }

    @Test
    void aReceiverIsNotForgottenWhenNoThreadCouldBeStarted() {
        wait(1, receiver(1));
        wait(2, receiver(1));
        var refusals = new AtomicInteger();
        var threads = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            public void execute(Runnable task) {
                if (refusals.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.execute(task);
            }
        };
        var sender = sender(notice -> OK, threads);

        sender.start();
        Eventually.await(() -> queue.delivered.get() == 1);
        sender.stop();

        assertThat(refusals).hasValue(2);
    }

    @Test
    void anAttemptThatEndsWithAnErrorIsAFailureLikeAnyOther() {
        wait(1, receiver(1));
        var sender = sender(
                notice -> {
                    throw new NoClassDefFoundError("some/Library");
                },
                threads(1));

        sender.start();
        Eventually.await(() -> queue.failures.contains(AttemptFailure.INTERNAL));
        sender.stop();
    }

    @Test
    void whatIsUnderWayAtTheEndIsStillNoted() {
        wait(1, receiver(1));
        var arrived = new AtomicInteger();
        var sender = sender(
                notice -> {
                    arrived.incrementAndGet();
                    Eventually.await(queue.stopping::get);
                    return OK;
                },
                threads(1));

        sender.start();
        Eventually.await(() -> arrived.get() == 1);
        queue.stopping.set(true);
        sender.stop();

        assertThat(queue.delivered).hasValue(1);
    }

    /** Notices in memory: each is claimed once. */
    private static final class WaitingNotices implements NoticeQueue {

        final Queue<DueNotice> waiting = new ConcurrentLinkedQueue<>();
        final AtomicInteger delivered = new AtomicInteger();
        final Set<AttemptFailure> failures = ConcurrentHashMap.newKeySet();
        final Set<Thread> askers = ConcurrentHashMap.newKeySet();
        final AtomicBoolean stopping = new AtomicBoolean();

        private <T> T asked(Supplier<T> answer) {
            askers.add(Thread.currentThread());
            return answer.get();
        }

        @Override
        public Optional<DueNotice> claim(Collection<String> busy) {
            return asked(() -> {
                var due = waiting.stream()
                        .filter(notice -> !busy.contains(notice.channel()))
                        .findFirst();
                due.ifPresent(waiting::remove);
                return due;
            });
        }

        @Override
        public void delivered(DueNotice notice, Reply reply, Duration took) {
            asked(delivered::incrementAndGet);
        }

        @Override
        public Optional<DisabledReason> failed(DueNotice notice, Reply reply, Duration took, Optional<Duration> next) {
            return asked(() -> {
                failures.add(reply.failure().orElseThrow());
                return Optional.empty();
            });
        }

        @Override
        public void giveUp(DueNotice notice, GivenUpReason reason) {
            asked(() -> reason);
        }

        @Override
        public void giveUpMails(Duration overdue) {
            asked(() -> overdue);
        }
    }
}
