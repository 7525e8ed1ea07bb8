package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.security.client.ClientCredentials;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServeCommandTest {

    @Test
    void showsTheFirstClientOnStandardOutput() {
        var typed = Typed.serve(strict -> new BriefServer(Optional.of(new ClientCredentials("abc", "hidden"))));

        assertThat(typed.out()).isEqualTo("client_id=abc\nclient_secret=hidden\n");
        assertThat(typed.err()).contains("This is the first start").doesNotContain("hidden");
    }

    @Test
    void showsNothingAtOtherStarts() {
        var typed = Typed.serve(strict -> new BriefServer(Optional.empty()));

        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("Listening on port 8080.").doesNotContain("first start");
    }

    @Test
    void isStrictIfAskedToBe() {
        var asked = new ArrayList<Boolean>();
        ServerStarter servers = strict -> {
            asked.add(strict);
            return new BriefServer(Optional.empty());
        };

        Typed.serve(servers);
        Typed.serve(servers, "--strict");

        assertThat(asked).containsExactly(false, true);
    }

    /** Interrupts the command, which would wait for a signal, once it has asked for everything. */
    private record BriefServer(Optional<ClientCredentials> takeFirstClient) implements Server {

        @Override
        public Optional<ClientCredentials> takeFirstClient() {
            Thread.currentThread().interrupt();
            return takeFirstClient;
        }

        @Override
        public int port() {
            return 8080;
        }

        @Override
        public void close() {}
    }
}
