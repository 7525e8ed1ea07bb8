package dev.usher.jobs.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text of {@code usher.conf}, which postgresql.conf includes: a small machine that loads in bulk.
 *
 * <p>It is written anew at each start, so it follows the machine; {@code ALTER SYSTEM} still overrides it.
 */
final class ServerSettings {

    static final String FILE = "usher.conf";

    private static final long MB = 1L << 20;
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private ServerSettings() {}

    static String forThisMachine(int port, Path logFolder, Map<String, String> extra) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return text(
                port,
                logFolder,
                system.getTotalMemorySize(),
                Runtime.getRuntime().availableProcessors(),
                smallSharedMemory(),
                extra);
    }

    static String text(
            int port,
            Path logFolder,
            long memoryBytes,
            int cores,
            boolean smallSharedMemory,
            Map<String, String> extra) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "100");
        settings.put("shared_buffers", Math.max(128, Math.min(1024, memoryBytes / MB / 4)) + "MB");
        settings.put("effective_cache_size", Math.max(256, memoryBytes / MB / 2) + "MB");
        settings.put("work_mem", "32MB");
        settings.put("maintenance_work_mem", "256MB");
        settings.put("max_wal_size", "4GB");
        settings.put("checkpoint_timeout", "15min");
        // A bulk load fills 16 MB of log faster than it is written, and its sessions then wait for each other.
        settings.put("wal_buffers", "64MB");
        settings.put("wal_writer_delay", "10ms");
        // Built without lz4; pglz would cost more processor time than the disk it saves.
        settings.put("wal_compression", "off");
        settings.put("max_worker_processes", Integer.toString(Math.max(8, cores)));
        settings.put("max_parallel_workers", Integer.toString(Math.max(2, cores)));
        settings.put("jit", "off");
        settings.put("random_page_cost", "1.1");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        if (smallSharedMemory) {
            // Containers often have 64 MB of /dev/shm, which one parallel query can fill.
            settings.put("dynamic_shared_memory_type", "mmap");
        }
        settings.put("logging_collector", "on");
        settings.put("log_directory", logFolder.toString());
        // One file per day of the week, each overwritten after a week.
        settings.put("log_filename", "postgres-%a.log");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_rotation_age", "1d");
        settings.put("log_rotation_size", "0");
        // Errors of statements repeat values of rows, in their first line too. The client gets them; the log must not.
        settings.put("log_min_messages", "log");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        settings.putAll(extra);
        var text = new StringBuilder("# Written by usher at each start; what is changed here is lost.\n");
        settings.forEach((name, value) ->
                text.append(name).append(" = ").append(quoted(value)).append('\n'));
        return text.toString();
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static boolean smallSharedMemory() {
        try {
            return Files.isDirectory(SHARED_MEMORY)
                    && Files.getFileStore(SHARED_MEMORY).getTotalSpace() < 256 * MB;
        } catch (IOException e) {
            // Cannot tell: PostgreSQL's own choice stands.
            return false;
        }
    }
}
