package dev.usher.app.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken can be asked, and what is refused is not repeated. */
class OutboundUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/s3cret[1]",
                "https://hooks.example.com/[s3cret]/",
                "https://[:::]/s3cret",
                "https://[1.2.3.4]/s3cret"
            })
    void refusesAtOnceWhatCannotBeAsked(String text) {
        assertThatThrownBy(() -> OutboundUrl.parse(text))
                .isInstanceOf(OutboundRefusedException.class)
                .hasNoCause()
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void anotherPathIsNoWayRoundIt() {
        var url = OutboundUrl.parse("https://hooks.example.com/");

        assertThatThrownBy(() -> url.withTarget("/s3cret[1]"))
                .isInstanceOf(OutboundRefusedException.class)
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com:443/a/b?c=[1]&d=%5B",
                "https://[2001:db8::1]:8443/",
                "http://10.0.0.5:8080/x;y=z"
            })
    void whatIsTakenIsAskedAsItIs(String text) {
        assertThat(OutboundUrl.parse(text).uri()).hasToString(text);
    }
}
