package dev.usher.app.security.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstClientPropertiesTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void needNotBeGiven() {
        assertThat(new FirstClientProperties("", "", "").chosen()).isEmpty();
    }

    @Test
    void takeASecret() {
        var chosen = new FirstClientProperties("sync", SECRET, "").chosen().orElseThrow();

        assertThat(chosen).isEqualTo(new ClientCredentials("sync", SECRET));
    }

    @Test
    void readASecretFromAFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), SECRET + "\n");

        var properties = new FirstClientProperties("sync", "", file.toString());

        assertThat(properties.chosen().orElseThrow().secret()).isEqualTo(SECRET);
        assertThat(properties.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "sync, '', '', go together",
        "'', " + SECRET + ", '', go together",
        "'', '', /nowhere/secret, go together",
        "sync, " + SECRET + ", /nowhere/secret, both given",
        "sync, '', /nowhere/secret, can't be read",
        "a b, " + SECRET + ", '', letters",
        "sync, short, '', shorter than 32"
    })
    void sayWhatIsWrong(String id, String secret, String file, String complaint) {
        assertThatThrownBy(() -> new FirstClientProperties(id, secret, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining("short,");
    }
}
