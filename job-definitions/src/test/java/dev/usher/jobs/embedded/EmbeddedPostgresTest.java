package dev.usher.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.embedded.EmbeddedPostgresStatus.State;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @Test
    void livesInTheHomeFolderUnlessTheEnvironmentNamesAnother() {
        Path own = Path.of(System.getProperty("user.home"), ".usher");

        assertThat(EmbeddedPostgres.defaultHome(Map.of())).isEqualTo(own);
        assertThat(EmbeddedPostgres.defaultHome(Map.of("USHER_HOME", " "))).isEqualTo(own);
        assertThat(EmbeddedPostgres.defaultHome(Map.of("USHER_HOME", "/srv/usher")))
                .isEqualTo(Path.of("/srv/usher"));
    }

    @Test
    void makesNoFolderJustToLook(@TempDir Path folder) {
        var postgres = EmbeddedPostgres.in(folder.resolve("home"));

        var status = postgres.status();
        postgres.stop();
        postgres.reset();

        assertThat(status.state()).isEqualTo(State.ABSENT);
        assertThat(status.findJdbcUrl()).isEmpty();
        assertThat(folder.resolve("home")).doesNotExist();
    }
}
