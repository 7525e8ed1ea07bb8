package dev.usher.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerAccountTest {

    @Test
    void skipsWhatIsNotInstalledAndWhatFails() {
        var missing = new ServerAccount(List.of("/no/such/program"), true, 0, 0);
        var failing = new ServerAccount(List.of("false"), true, 0, 0);

        assertThatThrownBy(() -> ServerAccount.choose(List.of(missing, failing)))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("ordinary user")
                .hasMessageContaining("SPRING_DATASOURCE_URL");
    }

    @Test
    void takesTheFirstThatIsNotRoot() {
        var root = new ServerAccount(List.of("sh", "-c", "echo 0"), true, 0, 0);
        var other = new ServerAccount(List.of("sh", "-c", "echo 1234"), true, 0, 0);

        var chosen = ServerAccount.choose(List.of(root, other));

        assertThat(chosen.prefix()).isEqualTo(other.prefix());
        assertThat(chosen.uid()).isEqualTo(1234);
        assertThat(chosen.command(List.of("initdb"))).containsExactly("sh", "-c", "echo 1234", "initdb");
    }
}
