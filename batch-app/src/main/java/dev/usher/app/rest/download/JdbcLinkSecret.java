package dev.usher.app.rest.download;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@link LinkSecret} in the database, made by its migration; shared by all requests.
 *
 * <p>It is read with the first link and kept until the process ends: a list of exports would ask for it once a line.
 * Whoever replaces it restarts all servers; until then they take and give links of the old one.
 */
final class JdbcLinkSecret implements LinkSecret {

    private final JdbcClient jdbc;
    private volatile byte @Nullable [] known;

    JdbcLinkSecret(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws IllegalStateException if somebody has removed it; asked again, it is looked for again */
    @Override
    public byte[] bytes() {
        var bytes = known;
        if (bytes == null) {
            bytes = jdbc.sql("SELECT secret FROM link_secret")
                    .query(byte[].class)
                    .optional()
                    .orElseThrow(() -> new IllegalStateException(
                            "The table link_secret is empty: nothing can sign links. Insert 32 random bytes."));
            known = bytes;
        }
        return bytes;
    }
}
