package dev.usher.app.fault;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Usher and PostgreSQL and understands just enough of their messages to strike at a COMMIT: before the
 * server gets it, or after the server has done it and before Usher hears of it.
 *
 * <p>The phase of the job is read off the statements that pass: Spring Batch inserts a row for each step that begins.
 */
final class FaultProxy implements AutoCloseable {

    /** What a job does, in this order. */
    enum Phase {
        START,
        /** Spring Batch knows the job, and none of its executions yet. */
        INSTANCE,
        /** Only an import from a source has anything to do then. */
        FETCH,
        SCAN,
        STAGE,
        RESOLVE,
        CONFLICTS,
        GATE,
        MERGE,
        MIRROR,
        SUMMARY,
        /** These are an export's. */
        BOUNDS,
        SEGMENTS,
        PUBLISH,
        DELIVER,
        /** The work is done; the job's row does not say so yet. */
        FINISH,
        /** The job is completed; what it left behind is being removed. */
        CLEANUP
    }

    /** Where at a COMMIT. */
    enum When {
        BEFORE_COMMIT,
        /** Of a transaction that holds the lease of a job, so of none of the heartbeats and schedules beside it. */
        BEFORE_CHUNK_COMMIT,
        AFTER_COMMIT
    }

    /** What happens to the connection of the COMMIT, after the action. */
    enum Then {
        PASS_ON,
        CUT
    }

    /**
     * Something that happens once.
     *
     * @param nth of the COMMITs since the phase began, 1-based; if the phase ends before, it goes on in the next
     */
    record Fault(Phase phase, int nth, When when, Then then, Runnable action) {

        @Override
        public String toString() {
            return phase.name().toLowerCase(Locale.ROOT) + " commit " + nth + " "
                    + (when == When.AFTER_COMMIT ? "after" : "before");
        }
    }

    private static final Pattern STEP = Pattern.compile(
            "(fetch|scan|stage|resolve|conflicts|gate|merge|mirror|summary|bounds|segments|publish|deliver)(:[0-9]+)?");

    private final ServerSocket server;
    private final String targetHost;
    private final int targetPort;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private Phase phase = Phase.START;
    private @Nullable Fault fault;
    private int commits;
    private CountDownLatch struck = new CountDownLatch(1);
    private @Nullable Phase struckIn;

    FaultProxy(String targetHost, int targetPort) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.targetHost = targetHost;
        this.targetPort = targetPort;
        daemon(this::accept, "fault-proxy").start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits for a COMMIT of a job that begins, or goes on, from now. */
    synchronized void arm(Fault next) {
        fault = next;
        phase = Phase.START;
        commits = 0;
        struckIn = null;
        struck = new CountDownLatch(1);
    }

    /** Lets pass whatever comes: what was armed did not strike, and is for nobody else. */
    synchronized void disarm() {
        fault = null;
    }

    /** The phase in which the fault struck; null if it has not. */
    synchronized @Nullable Phase struckIn() {
        return struckIn;
    }

    synchronized CountDownLatch struck() {
        return struck;
    }

    /** Ends all connections, as when the network went away. */
    void cutAll() {
        links.forEach(Link::close);
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                try {
                    new Link(client, new Socket(targetHost, targetPort)).start();
                } catch (IOException e) {
                    // The database is down: so is the proxy.
                    client.close();
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private synchronized void entered(Phase next) {
        if (next.compareTo(phase) > 0) {
            phase = next;
        }
    }

    /** @return whether the connection is to be cut */
    private boolean atCommit(When when) {
        Fault due;
        synchronized (this) {
            due = fault;
            if (due == null || due.when() != when || phase.compareTo(due.phase()) < 0 || ++commits < due.nth()) {
                return false;
            }
            fault = null;
            struckIn = phase;
        }
        due.action().run();
        struck().countDown();
        return due.then() == Then.CUT;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One connection. */
    private final class Link {

        private final Socket client;
        private final Socket backend;
        private final Map<String, String> statements = new ConcurrentHashMap<>();
        private boolean holdsLease;

        Link(Socket client, Socket backend) {
            this.client = client;
            this.backend = backend;
        }

        void start() {
            links.add(this);
            daemon(() -> pump(client, backend, true), "to-postgres").start();
            daemon(() -> pump(backend, client, false), "to-usher").start();
        }

        void close() {
            links.remove(this);
            for (var socket : new Socket[] {client, backend}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // It is closed anyway.
                }
            }
        }

        private void pump(Socket from, Socket to, boolean toServer) {
            try (var in = new DataInputStream(new BufferedInputStream(from.getInputStream(), 1 << 16));
                    var out = new DataOutputStream(new BufferedOutputStream(to.getOutputStream(), 1 << 16))) {
                if (toServer) {
                    // The first message has no type.
                    int length = in.readInt();
                    out.writeInt(length);
                    out.write(in.readNBytes(length - 4));
                    out.flush();
                }
                while (true) {
                    int type = in.read();
                    if (type < 0) {
                        return;
                    }
                    int length = in.readInt();
                    var body = in.readNBytes(length - 4);
                    if (body.length < length - 4) {
                        throw new EOFException();
                    }
                    if (toServer ? request(type, body) : reply(type, body)) {
                        return;
                    }
                    out.write(type);
                    out.writeInt(length);
                    out.write(body);
                    if (in.available() == 0) {
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // One side is gone; the other follows.
            } finally {
                close();
            }
        }

        private boolean request(int type, byte[] body) {
            var message = ByteBuffer.wrap(body);
            if (type == 'P') {
                statements.put(text(message), text(message));
                return false;
            }
            if (type == 'Q') {
                return statement(text(message), message);
            }
            if (type == 'B') {
                text(message);
                return statement(statements.getOrDefault(text(message), ""), message);
            }
            return false;
        }

        private boolean statement(String sql, ByteBuffer rest) {
            if (sql.contains("BATCH_STEP_EXECUTION(") && sql.startsWith("INSERT")) {
                enter(rest);
            } else if (sql.contains("BATCH_JOB_INSTANCE(") && sql.startsWith("INSERT")) {
                entered(Phase.INSTANCE);
            } else if (sql.contains("leftovers_removed = true")) {
                entered(Phase.CLEANUP);
            } else if (sql.contains("running_ms = running_ms")) {
                entered(Phase.FINISH);
            } else if (sql.contains("FROM job_leases") && sql.contains("FOR SHARE")) {
                holdsLease = true;
            } else if (sql.equals("COMMIT")) {
                boolean ofChunk = holdsLease;
                holdsLease = false;
                return atCommit(When.BEFORE_COMMIT) || (ofChunk && atCommit(When.BEFORE_CHUNK_COMMIT));
            } else if (sql.equals("ROLLBACK")) {
                holdsLease = false;
            }
            return false;
        }

        private void enter(ByteBuffer bind) {
            int formats = bind.getShort();
            bind.position(bind.position() + 2 * formats);
            int parameters = bind.getShort();
            for (int i = 0; i < parameters; i++) {
                int length = bind.getInt();
                if (length > 0) {
                    var value = new byte[length];
                    bind.get(value);
                    var step = STEP.matcher(new String(value, StandardCharsets.UTF_8));
                    if (step.matches()) {
                        entered(Phase.valueOf(step.group(1).toUpperCase(Locale.ROOT)));
                    }
                }
            }
        }

        private boolean reply(int type, byte[] body) {
            return type == 'C' && text(ByteBuffer.wrap(body)).equals("COMMIT") && atCommit(When.AFTER_COMMIT);
        }

        private static String text(ByteBuffer message) {
            var text = new ByteArrayOutputStream();
            for (byte next = message.get(); next != 0; next = message.get()) {
                text.write(next);
            }
            return text.toString(StandardCharsets.UTF_8);
        }
    }
}
