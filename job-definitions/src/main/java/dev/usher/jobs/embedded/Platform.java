package dev.usher.jobs.embedded;

import java.util.Locale;

/**
 * The operating system and processor, as the archives of the binaries name them.
 *
 * @param name such as {@code linux-x86_64}
 */
record Platform(String name) {

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "";
        String processor = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "";
        };
        if (system.isEmpty() || processor.isEmpty()) {
            throw EmbeddedPostgresException.unsupported("Usher brings no PostgreSQL for " + osName + " on " + osArch
                    + " (only Linux and macOS, amd64 and arm64).");
        }
        return new Platform(system + "-" + processor);
    }

    String archive() {
        return "postgres-" + name + ".txz";
    }
}
