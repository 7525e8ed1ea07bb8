package dev.usher.app.storage.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A secret that stands in a setting, or in a file that a setting names. */
final class SecretText {

    private SecretText() {}

    /**
     * @param setting its name; that of the file is the same and {@code -file}
     * @throws IllegalArgumentException if both are given, or the file can't be read
     */
    static Optional<String> read(String setting, String value, String file) {
        if (!value.isEmpty() && !file.isEmpty()) {
            throw new IllegalArgumentException("choose one of " + setting + " and " + setting + "-file");
        }
        if (file.isEmpty()) {
            return Optional.of(value).filter(v -> !v.isEmpty());
        }
        try {
            var secret = Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("the file that " + setting + "-file names is empty");
            }
            return Optional.of(secret);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file that " + setting + "-file names can't be read", e);
        }
    }
}
