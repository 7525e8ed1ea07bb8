package dev.usher.jobs.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class StoreTriesTest {

    private final List<Duration> pauses = new ArrayList<>();
    private int calls;

    @Test
    void asksAgainWhoCouldNotBeReached() {
        assertThat(StoreTries.call(this::pause, () -> failing(2, Reason.UNREACHABLE)))
                .isEqualTo("answer");

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    @Test
    void asksThreeTimesAtMost() {
        assertThatThrownBy(() -> StoreTries.call(this::pause, () -> failing(9, Reason.UNREACHABLE)))
                .isInstanceOf(ExternalStoreException.class);

        assertThat(calls).isEqualTo(3);
    }

    @Test
    void asksOnceWhoRefuses() {
        assertThatThrownBy(() -> StoreTries.call(this::pause, () -> failing(9, Reason.REFUSED)))
                .isInstanceOf(ExternalStoreException.class);

        assertThat(calls).isEqualTo(1);
    }

    @Test
    void asksNobodyOnceTheJobIsToStop() {
        assertThatThrownBy(() -> StoreTries.call(longest -> true, () -> failing(9, Reason.UNREACHABLE)))
                .isInstanceOf(CancellationException.class);

        assertThat(calls).isEqualTo(1);
    }

    private boolean pause(Duration longest) {
        pauses.add(longest);
        return false;
    }

    private String failing(int times, Reason reason) {
        if (++calls <= times) {
            throw new ExternalStoreException(reason, "no");
        }
        return "answer";
    }
}
