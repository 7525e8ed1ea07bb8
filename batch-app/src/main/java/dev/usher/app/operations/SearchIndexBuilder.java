package dev.usher.app.operations;

import dev.usher.jobs.search.SearchIndexes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;

/** Lets the indexes of searches be made once the server answers, on a thread of its own. */
final class SearchIndexBuilder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexBuilder.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SearchIndexes indexes;
    private @Nullable Thread thread;

    SearchIndexBuilder(SearchIndexes indexes) {
        this.indexes = indexes;
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void start() {
        var builder = new Thread(this::create, "usher-search-indexes");
        builder.setDaemon(true);
        builder.start();
        thread = builder;
    }

    private void create() {
        try {
            indexes.create();
        } catch (DataAccessException e) {
            // Searches find the same without them. Its cause may repeat values of rows.
            LOG.warn(
                    "Indexes of searches are missing: they could not be made ({}). The next start tries again.",
                    e.getClass().getSimpleName());
        }
    }

    /** The pool would wait for a connection that is busy. */
    @Override
    public synchronized void close() {
        indexes.cancel();
        if (thread != null) {
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
