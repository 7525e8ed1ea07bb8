package dev.usher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Several clients who ask a server for one user after the other, on the machine of the server. */
final class UserLoad {

    private static final int CLIENTS = 16;
    private static final long WARM_UP_NANOS = 45_000_000_000L;
    private static final long MEASURED_NANOS = 20_000_000_000L;

    private final ServerProcess server;
    private final List<String> userIds;

    UserLoad(ServerProcess server, List<String> userIds) {
        this.server = server;
        this.userIds = List.copyOf(userIds);
    }

    /**
     * What clients saw once the server was warm.
     *
     * @param perSecond requests of all clients together
     * @param sortedNanos how long each took
     */
    record Seen(double perSecond, List<Long> sortedNanos) {}

    Seen run() throws Exception {
        // Each client keeps its connection.
        System.setProperty("http.maxConnections", String.valueOf(CLIENTS));
        var pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            long from = System.nanoTime() + WARM_UP_NANOS;
            var work = new ArrayList<Callable<List<Long>>>();
            for (int seed = 0; seed < CLIENTS; seed++) {
                var random = new SplittableRandom(seed);
                work.add(() -> ask(random, from));
            }
            var nanos = new ArrayList<Long>();
            for (var client : pool.invokeAll(work)) {
                nanos.addAll(client.get());
            }
            nanos.sort(Long::compare);
            return new Seen(nanos.size() / (MEASURED_NANOS / 1e9), nanos);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Long> ask(SplittableRandom random, long from) throws Exception {
        var nanos = new ArrayList<Long>();
        for (long now = System.nanoTime(); now - from < MEASURED_NANOS; ) {
            server.user(userIds.get(random.nextInt(userIds.size())));
            long end = System.nanoTime();
            if (now - from >= 0) {
                nanos.add(end - now);
            }
            now = end;
        }
        return nanos;
    }
}
