package dev.usher.app;

import dev.usher.jobs.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder in which this installation keeps its files. */
final class Home {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Home() {}

    /** For its owner only, before the first logger makes it for everybody. */
    static void make() {
        var home = EmbeddedPostgres.defaultHome(System.getenv());
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectories(home, OWNER_ONLY);
            }
        } catch (IOException e) {
            // With an external database one can do without: only the log is missing then. The embedded one complains.
        }
    }
}
