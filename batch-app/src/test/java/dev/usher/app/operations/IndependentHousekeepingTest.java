package dev.usher.app.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndependentHousekeepingTest {

    @Test
    void doesTheRestAlthoughOneFails() {
        var done = new ArrayList<String>();
        var all = new IndependentHousekeeping(List.of(
                () -> {
                    throw new IllegalStateException("first");
                },
                () -> done.add("second"),
                () -> {
                    throw new IllegalStateException("third");
                }));

        assertThatThrownBy(all::tidyUp)
                .hasMessage("first")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(done).containsExactly("second");
    }
}
