package dev.usher.jobs.embedded;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.jspecify.annotations.Nullable;

/** Writes a home folder's data, password and port into one .tar.gz; the server must be stopped. */
final class DataArchive {

    private final HomeFolder home;

    DataArchive(HomeFolder home) {
        this.home = home;
    }

    /** The file appears whole or not at all, readable by its owner only: it holds the password. */
    void write(Path file) throws IOException {
        Path temp = PrivateFiles.createTemp(file);
        try {
            var parameters = new GzipParameters();
            parameters.setCompressionLevel(Deflater.BEST_SPEED);
            try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(temp), 1 << 16), parameters))) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                addFile(tar, home.passwordFile());
                addFile(tar, home.portFile());
                addTree(tar, home.data());
            }
            PrivateFiles.force(temp);
            Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.force(file.resolveSibling("").normalize());
        } finally {
            Files.deleteIfExists(temp);
        }
    }

    private void addTree(TarArchiveOutputStream tar, Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, @Nullable BasicFileAttributes attributes)
                    throws IOException {
                // Empty folders too: PostgreSQL does not start without them.
                tar.putArchiveEntry(entry(folder, name(folder) + "/"));
                tar.closeArchiveEntry();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    var link = new TarArchiveEntry(name(file), TarConstants.LF_SYMLINK);
                    link.setLinkName(Files.readSymbolicLink(file).toString());
                    tar.putArchiveEntry(link);
                    tar.closeArchiveEntry();
                } else {
                    addFile(tar, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void addFile(TarArchiveOutputStream tar, Path file) throws IOException {
        var entry = entry(file, name(file));
        entry.setSize(Files.size(file));
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    private String name(Path path) {
        return home.root().relativize(path).toString();
    }

    /** With mode and numeric owner: PostgreSQL opens no data folder that others may read or that is not its own. */
    private static TarArchiveEntry entry(Path path, String name) throws IOException {
        var entry = new TarArchiveEntry(name);
        var attributes = Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        entry.setMode((Integer) attributes.getOrDefault("mode", 0));
        entry.setIds((Integer) attributes.getOrDefault("uid", 0), (Integer) attributes.getOrDefault("gid", 0));
        entry.setLastModifiedTime(Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS));
        return entry;
    }
}
