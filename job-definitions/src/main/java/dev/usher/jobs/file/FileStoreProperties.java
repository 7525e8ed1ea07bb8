package dev.usher.jobs.file;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where stored files go.
 *
 * @param root a folder; empty means {@code files} in {@code USHER_HOME}, or else in {@code .usher} in the user's home
 */
@ConfigurationProperties("usher.files")
@Validated
public record FileStoreProperties(@NotNull @DefaultValue("") String root) {

    public Path folder() {
        return folder(System.getenv());
    }

    public Path folder(Map<String, String> environment) {
        if (!root.isBlank()) {
            return Path.of(root);
        }
        String home = environment.getOrDefault("USHER_HOME", "");
        return home.isBlank() ? Path.of(System.getProperty("user.home"), ".usher", "files") : Path.of(home, "files");
    }
}
