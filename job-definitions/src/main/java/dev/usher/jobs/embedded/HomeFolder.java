package dev.usher.jobs.embedded;

import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.OptionalInt;

/** What lies where in the home folder, and the two small files that outlive every server: password and port. */
record HomeFolder(Path root) {

    HomeFolder {
        root = root.toAbsolutePath().normalize();
    }

    Path data() {
        return root.resolve("data");
    }

    /** Where the data folder goes on its way out. */
    Path doomed() {
        return root.resolve("data.deleted");
    }

    Path log() {
        return root.resolve("log");
    }

    Path binaries() {
        return root.resolve("postgres");
    }

    Path passwordFile() {
        return root.resolve("password");
    }

    Path portFile() {
        return root.resolve("port");
    }

    boolean hasData() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    /** Makes the folder for its owner only; a server account of its own may pass through but not look. */
    void create(ServerAccount account) {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root, PrivateFiles.OWNER_ONLY_FOLDER);
            }
            account.requireOwn(root);
            if (account.otherUser()) {
                var permissions = Files.getPosixFilePermissions(root);
                if (permissions.add(OTHERS_EXECUTE)) {
                    Files.setPosixFilePermissions(root, permissions);
                }
            }
        } catch (IOException e) {
            throw EmbeddedPostgresException.io("make the home folder", root, e);
        }
    }

    String requirePassword() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    EmbeddedPostgresException.Reason.NO_ACCESS,
                    "Cannot read the database's password in " + passwordFile() + " (" + e
                            + "). Put the file back from a backup; without it the data folder cannot be opened.",
                    e);
        }
    }

    /** Kept if there is one: after a first start that was cut short the password is known already. */
    String createPassword() {
        if (Files.exists(passwordFile())) {
            return requirePassword();
        }
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        writePrivately(passwordFile(), password + "\n");
        return password;
    }

    OptionalInt findPort() {
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(portFile()).strip()));
        } catch (IOException | NumberFormatException e) {
            // No file, or not a number: the next start picks a port and writes it again.
            return OptionalInt.empty();
        }
    }

    void savePort(int port) {
        writePrivately(portFile(), port + "\n");
    }

    /** The file is there whole or not at all, and never readable by others, not even for a moment. */
    void writePrivately(Path file, String text) {
        try {
            Path temp = PrivateFiles.createTemp(file);
            Files.write(temp, text.getBytes(StandardCharsets.UTF_8));
            PrivateFiles.force(temp);
            Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw EmbeddedPostgresException.io("write " + file.getFileName(), root, e);
        }
    }
}
