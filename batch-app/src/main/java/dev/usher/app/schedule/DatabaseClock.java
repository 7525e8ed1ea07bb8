package dev.usher.app.schedule;

import java.time.Instant;

/** What time it is, for all servers the same: that of the database, whatever their own clocks say. */
@FunctionalInterface
interface DatabaseClock {

    Instant now();
}
