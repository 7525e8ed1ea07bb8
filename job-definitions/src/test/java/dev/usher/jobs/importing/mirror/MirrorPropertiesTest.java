package dev.usher.jobs.importing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MirrorPropertiesTest {

    @Test
    void defaultsToWhatAFewLeaversNeed() {
        assertThat(bind(Map.of())).isEqualTo(new MirrorProperties(500, new BigDecimal("5"), 1, 1));
    }

    @Test
    void mapsEveryProperty() {
        var properties = bind(Map.of(
                "usher.import.mirror.max-users", "20",
                "usher.import.mirror.max-percent", "2.5",
                "usher.import.mirror.min-rows", "1000",
                "usher.import.mirror.grace-runs", "3"));

        assertThat(properties).isEqualTo(new MirrorProperties(20, new BigDecimal("2.5"), 1_000, 3));
    }

    private static MirrorProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("usher.import.mirror", MirrorProperties.class);
    }
}
