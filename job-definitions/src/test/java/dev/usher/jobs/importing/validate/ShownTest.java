package dev.usher.jobs.importing.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void replacesWhatCanNotBeShown() {
        assertThat(Shown.of("ann \uD83D\uDE00")).isEqualTo("ann \uD83D\uDE00");
        assertThat(Shown.of("a\u0000b\nc\u202Ed\uD800")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
    }

    @Test
    void cutsLongTextsBetweenCodePoints() {
        assertThat(Shown.of("\uD83D\uDE00".repeat(100))).isEqualTo("\uD83D\uDE00".repeat(100));
        assertThat(Shown.of("\uD83D\uDE00".repeat(101))).isEqualTo("\uD83D\uDE00".repeat(100) + "\u2026");
    }
}
