package dev.usher.app.security.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ClientSecretsTest {

    @Test
    void matchesTheSecretAndNothingElse() {
        var hash = ClientSecrets.hash("abc");

        assertThat(hash).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(ClientSecrets.matches("abc", hash)).isTrue();
        assertThat(ClientSecrets.matches("abC", hash)).isFalse();
        assertThat(ClientSecrets.matches("", hash)).isFalse();
        assertThat(ClientSecrets.matches("abc", "")).isFalse();
        assertThat(ClientSecrets.matches(hash, hash)).isFalse();
    }

    @Test
    void hidesSecretsFromLogs() {
        var credentials = ClientSecrets.generate(new SecureRandom());

        assertThat(credentials.toString()).contains(credentials.clientId()).doesNotContain(credentials.secret());
    }
}
