package dev.usher.jobs.embedded;

import dev.usher.jobs.embedded.EmbeddedPostgresException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 * @param version as {@code postgres --version} prints it
 */
record PostgresBinaries(Path folder, String version) {

    private static final Pattern JAR_VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar!");
    private static final Pattern MAJOR = Pattern.compile("\\) (\\d+)");
    private static final String VERSION_FILE = "VERSION";
    private static final int OWNER_EXECUTES = 0100;

    /** Unpacks them unless they are there; any number of processes may do so at the same time. */
    static PostgresBinaries unpackedIn(Path parent, Platform platform, ServerAccount account) {
        URL archive = PostgresBinaries.class.getResource("/" + platform.archive());
        if (archive == null) {
            throw EmbeddedPostgresException.unsupported("This build of usher holds no PostgreSQL for " + platform.name()
                    + " (" + platform.archive() + " is not on the class path).");
        }
        try {
            Path folder = parent.resolve(release(archive) + "-" + platform.name());
            if (!Files.exists(folder.resolve(VERSION_FILE))) {
                unpack(archive, folder, account);
            }
            return new PostgresBinaries(
                    folder, Files.readString(folder.resolve(VERSION_FILE)).strip());
        } catch (IOException e) {
            throw EmbeddedPostgresException.io("unpack PostgreSQL", parent, e);
        }
    }

    String majorVersion() {
        var matcher = MAJOR.matcher(version);
        return matcher.find() ? matcher.group(1) : version;
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** The release that the jar's name carries; what renames jars still gets a name that changes with the content. */
    private static String release(URL archive) throws IOException {
        var matcher = JAR_VERSION.matcher(archive.toString());
        String release = "";
        while (matcher.find()) {
            release = matcher.group(1);
        }
        return release.isEmpty() ? "size-" + open(archive).getContentLengthLong() : release;
    }

    private static URLConnection open(URL archive) throws IOException {
        var connection = archive.openConnection();
        // The cache would share, and close, the jar file of the class loader.
        connection.setUseCaches(false);
        return connection;
    }

    private static void unpack(URL archive, Path folder, ServerAccount account) throws IOException {
        Path parent = folder.resolveSibling("").normalize();
        createOpenFolder(parent);
        Path temp = parent.resolve(".unpacking-" + UUID.randomUUID());
        try {
            createOpenFolder(temp);
            try (InputStream in = open(archive).getInputStream()) {
                unpack(in, temp);
            }
            String version = requireRunning(temp, account);
            Files.writeString(temp.resolve(VERSION_FILE), version);
            publish(temp, folder);
        } finally {
            PrivateFiles.deleteTree(temp);
        }
    }

    private static void publish(Path temp, Path folder) throws IOException {
        try {
            Files.move(temp, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process was faster; what it published is the same.
            if (!Files.exists(folder.resolve(VERSION_FILE))) {
                throw e;
            }
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(new BufferedInputStream(new XZCompressorInputStream(archive), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive points out of its folder: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            createOpenFolder(path);
        } else if (entry.isSymbolicLink()) {
            createOpenFolder(path.resolveSibling("").normalize());
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (!path.toString().endsWith(".a")) {
            // Archives for linkers (.a) are of no use to a server.
            createOpenFolder(path.resolveSibling("").normalize());
            Files.copy(tar, path);
            boolean program = (entry.getMode() & OWNER_EXECUTES) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Open to read whatever the umask is: the account that runs the server may be another one. */
    private static void createOpenFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String requireRunning(Path folder, ServerAccount account) throws IOException {
        account.requireEntry(folder);
        var result = Command.run(
                folder,
                Duration.ofSeconds(30),
                account.command(List.of(folder.resolve("bin/postgres").toString(), "--version")));
        if (!result.succeeded()) {
            throw new EmbeddedPostgresException(
                    Reason.UNSUPPORTED_PLATFORM,
                    "The PostgreSQL that usher brings does not run on this system (it needs glibc on Linux, and a"
                            + " folder from which programs may be run): "
                            + result.output().strip()
                            + ". Use a PostgreSQL of your own: set SPRING_DATASOURCE_URL (and _USERNAME, _PASSWORD).");
        }
        return result.output().strip();
    }
}
