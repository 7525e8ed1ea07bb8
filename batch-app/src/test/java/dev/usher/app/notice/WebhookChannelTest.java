package dev.usher.app.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.notice.DueNotice.Receiver;
import dev.usher.app.outbound.AddressRule;
import dev.usher.app.outbound.OutboundHttp;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a notice may reach at all, and how long it waits between attempts. */
class WebhookChannelTest {

    private static final WebhookSecret SECRET = WebhookSecret.generate(new SecureRandom());

    /** Long ago by the clock of this machine. */
    private static final Instant CLAIMED = Instant.parse("2026-01-31T12:00:00.5Z");

    private static DueNotice notice(String url) {
        return new DueNotice(
                "ntc_1", 1, 0, "{}", CLAIMED, Optional.of(new Receiver("whk_1", url, List.of(SECRET), true)));
    }

    /** What is on the list but on a private address is a mistake of the list, or of whoever answers for a name. */
    @Test
    void asksNobodyInPrivateNetworksUnlessThatIsAllowed() {
        try (var canary = dev.usher.app.notice.Receiver.start()) {
            var properties = new WebhookProperties(
                    List.of(
                            canary.origin(),
                            "http://localhost" + canary.origin().substring(16)),
                    false,
                    Duration.ofDays(5));
            try (var channel = new WebhookChannel(
                    new OutboundHttp(AddressRule.PUBLIC), AllowedReceivers.of(properties), Duration.ofSeconds(5))) {
                for (var origin : properties.allowed()) {
                    assertThat(channel.send(notice(origin + "/x")).failure()).contains(AttemptFailure.NOT_ALLOWED);
                }
            }
            assertThat(canary.calls()).isEmpty();
        }
    }

    @Test
    void theTimeOfAnAttemptIsThatOfTheDatabase() {
        try (var receiver = dev.usher.app.notice.Receiver.start();
                var channel = new WebhookChannel(
                        new OutboundHttp(AddressRule.PRIVATE_TOO),
                        AllowedReceivers.of(
                                new WebhookProperties(List.of(receiver.origin()), true, Duration.ofDays(5))),
                        Duration.ofSeconds(5))) {
            channel.send(notice(receiver.origin() + "/x"));

            assertThat(receiver.calls().get(0).headers().firstValue("webhook-timestamp"))
                    .contains(Long.toString(CLAIMED.getEpochSecond()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hooks.example.com", "https://hooks.example.com/path", "ftp://hooks.example.com", "*"})
    void aListThatMeansNothingKeepsTheServerFromStarting(String entry) {
        assertThatThrownBy(() -> new WebhookProperties(List.of(entry), false, Duration.ofDays(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usher.webhooks.allowed has '" + entry + "'");
    }

    @Test
    void nothingThatIsPrintedHasASecret() {
        var key = SECRET.text().substring("whsec_".length());

        assertThat(notice("https://hooks.example.com/?key=1").toString())
                .doesNotContain(key)
                .doesNotContain("key=1");
    }

    @Test
    void waitsLongerAndLongerAndNotExactly() {
        var schedule = new RetrySchedule(List.of(Duration.ofSeconds(10), Duration.ofMinutes(10)), new Random(1));

        for (int i = 0; i < 100; i++) {
            assertThat(schedule.next(0).orElseThrow()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
            assertThat(schedule.next(1).orElseThrow()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
        }
        assertThat(schedule.next(0)).isNotEqualTo(schedule.next(0));
        assertThat(schedule.next(2)).isEmpty();
    }

    @Test
    void aMailThatIsHalfConfiguredIsAMistake() {
        assertThatThrownBy(() -> new MailProperties("usher@example.com", List.of(), null))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> new MailProperties(null, List.of(), "https://usher.example.com/"))
                .hasMessageContaining("{id}");
    }
}
