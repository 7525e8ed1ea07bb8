package dev.usher.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.embedded.EmbeddedPostgresException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz"
    })
    void hasItsArchiveOnTheClassPath(String os, String processor, String archive) {
        assertThat(Platform.of(os, processor).archive()).isEqualTo(archive);
        assertThat(getClass().getResource("/" + archive)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, riscv64", "SunOS, sparcv9"})
    void pointsToAnExternalDatabaseElsewhere(String os, String processor) {
        assertThatThrownBy(() -> Platform.of(os, processor))
                .isInstanceOfSatisfying(
                        EmbeddedPostgresException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_PLATFORM))
                .hasMessageContaining(os)
                .hasMessageContaining(processor)
                .hasMessageContaining("SPRING_DATASOURCE_URL");
    }

    @Test
    void knowsThisMachine() {
        assertThat(Platform.current().name()).isNotEmpty();
    }
}
