package dev.usher.jobs.search;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The indexes that only searches need. Bulk loads would pay for them, so the migrations leave them out: a server adds them
 * while it works, and without them searches are slower, not wrong.
 */
public interface SearchIndexes {

    static SearchIndexes in(JdbcTemplate database) {
        return new JdbcSearchIndexes(database);
    }

    /**
     * Makes those that are missing, one after the other, without keeping anybody from writing; takes minutes for millions
     * of users. Does nothing while another process does the same.
     *
     * @throws org.springframework.dao.DataAccessException if the database refuses, or {@link #cancel} was called
     */
    void create();

    /** Ends a call of {@link #create} on another thread. What it has begun is removed by the next one. */
    void cancel();
}
