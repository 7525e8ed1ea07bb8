package dev.usher.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The machine on which a result was measured, and how busy it was: a figure of a busy machine is a poor one. */
final class MachineFacts {

    private MachineFacts() {}

    static String text() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d processors, %d GB of memory, Java %s, %s; load at the start %.1f.",
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / 1e9),
                System.getProperty("java.version"),
                system.getName() + " " + system.getArch(),
                system.getSystemLoadAverage());
    }
}
