package dev.usher.app.operations;

import dev.usher.app.notice.NoticeState;
import dev.usher.app.status.JobStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs, rows, leases, nodes and notices as metrics; shared by all scrapes. They are read from the database, so all servers of one
 * report the same: take the largest, not the sum.
 */
final class JobMetrics implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(JobMetrics.class);

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final List<String> TYPES = List.of("users_import", "users_export");
    private static final List<String> NOTICE_KINDS = List.of("webhook", "mail");
    private static final List<String> MIRRORS = List.of("planned", "over_guard", "refused", "applied");
    private static final List<String> OUTCOMES = List.of("inserted", "updated", "unchanged", "failed");

    private final Supplier<JobCounts> source;
    private final Clock clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Look last = new Look(null, Instant.EPOCH);

    JobMetrics(Supplier<JobCounts> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var type : TYPES) {
            for (var status : JobStatus.values()) {
                gauge("usher.jobs", c -> value(c.byKind(), type + " " + status.literal(), 0))
                        .description("Jobs that are kept")
                        .tag("type", type)
                        .tag("status", status.literal())
                        .register(registry);
            }
            gauge("usher.job.last.success.age", c -> value(c.sinceSuccess(), type, Double.NaN))
                    .description("Since a job last completed")
                    .baseUnit("seconds")
                    .tag("type", type)
                    .register(registry);
        }
        for (var outcome : OUTCOMES) {
            gauge("usher.rows", c -> value(c.rows(), outcome, 0))
                    .description("Rows of the completed imports that are kept")
                    .tag("outcome", outcome)
                    .register(registry);
        }
        for (var outcome : MIRRORS) {
            gauge("usher.mirrors", c -> value(c.mirrors(), outcome, 0))
                    .description("Imports that mirror their file and are kept")
                    .tag("outcome", outcome)
                    .register(registry);
        }
        for (var kind : NOTICE_KINDS) {
            for (var state : NoticeState.values()) {
                gauge("usher.notices", c -> value(c.notices(), kind + " " + state.literal(), 0))
                        .description("Notices that are kept")
                        .tag("kind", kind)
                        .tag("state", state.literal())
                        .register(registry);
            }
        }
        gauge("usher.job.oldest.pending.age", JobCounts::oldestPending)
                .description("How long a job has been waiting for a server")
                .baseUnit("seconds")
                .register(registry);
        gauge("usher.lease.age", JobCounts::leaseAge)
                .description("Since the most silent owner of a job gave a sign of life")
                .baseUnit("seconds")
                .register(registry);
        gauge("usher.nodes", JobCounts::nodes)
                .description("Processes that run jobs")
                .register(registry);
    }

    private Gauge.Builder<JobMetrics> gauge(String name, ToDoubleFunction<JobCounts> value) {
        return Gauge.builder(name, this, metrics -> {
            var current = metrics.current();
            return current == null ? Double.NaN : value.applyAsDouble(current);
        });
    }

    private static double value(Map<String, Double> values, String key, double otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /**
     * One look at the database for all metrics of a scrape. Whoever scrapes while another one looks gets what was seen last:
     * a database that is slow delays one scrape, and holds up one connection.
     */
    private @Nullable JobCounts current() {
        if (isOld(last) && looking.compareAndSet(false, true)) {
            try {
                last = look();
            } finally {
                looking.set(false);
            }
        }
        return last.counts();
    }

    private boolean isOld(Look look) {
        return Duration.between(look.endedAt(), clock.instant()).compareTo(FRESH) > 0;
    }

    /** One that failed counts too: its scrape would else try again for each of its metrics. */
    private Look look() {
        JobCounts counts = null;
        try {
            counts = source.get();
        } catch (RuntimeException e) {
            LOG.warn("Jobs can't be counted: {}", e.getClass().getSimpleName());
        }
        return new Look(counts, clock.instant());
    }

    /** @param counts null if they could not be read */
    private record Look(@Nullable JobCounts counts, Instant endedAt) {}
}
