package dev.usher.jobs.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyTest {

    @ParameterizedTest
    @CsvSource({
        "auth0, DATABASE",
        "email, EMAIL",
        "sms, SMS",
        "google-oauth2, SOCIAL",
        "facebook, SOCIAL",
        "samlp, ENTERPRISE",
        "waad, ENTERPRISE",
        "ad, ENTERPRISE",
        "adfs, ENTERPRISE",
        "oidc, ENTERPRISE"
    })
    void belongsToAFamily(String name, Strategy.Family family) {
        assertThat(Strategy.of(name)).isEqualTo(new Strategy(name, family));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Auth0", "auth", "saml"})
    void aMisspeltOneIsNoSocialConnection(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strategy.of(name))
                .withMessageStartingWith("There is no strategy '" + name + "'. Known are auth0, email, sms, amazon,");
    }
}
