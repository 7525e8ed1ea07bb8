package dev.usher.app.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPropertiesTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String OURS = "http://localhost:8080/";

    @Test
    void endTheIssuerWithASlash() {
        assertThat(new TokenProperties("https://usher.example.com", DAY, "", "", "").audience())
                .isEqualTo("https://usher.example.com/api/v2/");
        assertThat(new TokenProperties("https://usher.example.com/x/", DAY, "", "", "").audience())
                .isEqualTo("https://usher.example.com/x/api/v2/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "usher", "ftp://x/", "https://x/?a=b", "https://x/#a", "https:///x", "a b"})
    void wantAUrlForTheIssuer(String issuer) {
        assertThatThrownBy(() -> new TokenProperties(issuer, DAY, "", "", ""))
                .hasMessageContaining("usher.security.issuer is '" + issuer + "'; it must be a URL");
    }

    @Test
    void limitTheLifetime() {
        assertThatThrownBy(() -> new TokenProperties(OURS, Duration.ZERO, "", "", ""))
                .hasMessageContaining("at least 10s");
        assertThatThrownBy(() -> new TokenProperties(OURS, Duration.ofDays(31), "", "", ""))
                .hasMessageContaining("at most 30d");
    }

    @Test
    void findTheKeysOfAnExternalIssuer() {
        var properties = new TokenProperties(OURS, DAY, "https://acme.eu.auth0.com/", "", "");

        assertThat(properties.isExternal()).isTrue();
        assertThat(properties.externalJwkSetUri()).isEqualTo("https://acme.eu.auth0.com/.well-known/jwks.json");
        assertThat(properties.externalAudience()).isEqualTo("http://localhost:8080/api/v2/");
    }

    @Test
    void wantAnExternalIssuerForItsAudience() {
        assertThatThrownBy(() -> new TokenProperties(OURS, DAY, "", "https://x/", ""))
                .hasMessageContaining("external-issuer, which is missing");
    }
}
