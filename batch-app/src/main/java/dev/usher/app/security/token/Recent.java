package dev.usher.app.security.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Values that are looked up again when they are older than some seconds. Shared by all threads; keys are never forgotten,
 * so there must be few.
 */
final class Recent<K, V> {

    private final Duration longest;
    private final InstantSource clock;
    private final ConcurrentMap<K, Seen<V>> seen = new ConcurrentHashMap<>();

    Recent(Duration longest, InstantSource clock) {
        this.longest = longest;
        this.clock = clock;
    }

    V get(K key, Function<K, V> lookup) {
        var now = clock.instant();
        var last = seen.get(key);
        if (last != null && !now.isBefore(last.at()) && now.isBefore(last.at().plus(longest))) {
            return last.value();
        }
        var value = lookup.apply(key);
        seen.put(key, new Seen<>(value, now));
        return value;
    }

    private record Seen<V>(V value, Instant at) {}
}
