package dev.usher.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FileStorePropertiesTest {

    @Test
    void defaultsToTheHomeFolder() {
        var properties = bind(Map.of());

        assertThat(properties.root()).isEmpty();
        assertThat(properties.folder(Map.of())).isEqualTo(Path.of(System.getProperty("user.home"), ".usher", "files"));
        assertThat(properties.folder(Map.of("USHER_HOME", "/srv/usher"))).isEqualTo(Path.of("/srv/usher/files"));
    }

    @Test
    void mapsEveryProperty() {
        var properties = bind(Map.of("usher.files.root", "/data/files"));

        assertThat(properties).isEqualTo(new FileStoreProperties("/data/files"));
        assertThat(properties.folder(Map.of("USHER_HOME", "/srv/usher"))).isEqualTo(Path.of("/data/files"));
    }

    private static FileStoreProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("usher.files", FileStoreProperties.class);
    }
}
