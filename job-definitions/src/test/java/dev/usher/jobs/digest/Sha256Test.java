package dev.usher.jobs.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isWhatTheStandardSays() {
        assertThat(Sha256.of("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.of("")).startsWith("e3b0c44298fc1c14");
    }

    @Test
    void takesPiecesToo() {
        var digest = Sha256.start();
        digest.update("a".getBytes(StandardCharsets.UTF_8));
        digest.update("bc".getBytes(StandardCharsets.UTF_8));

        assertThat(Sha256.end(digest)).isEqualTo(OF_ABC);
    }
}
