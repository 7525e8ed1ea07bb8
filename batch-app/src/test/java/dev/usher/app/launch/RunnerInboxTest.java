package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunnerInboxTest {

    private final RunnerInbox inbox = new RunnerInbox();

    /** Whatever it has taken somebody has to look after. */
    @Test
    void givesOutWhatItTookBeforeItWasClosedAndTakesNoMore() {
        assertThat(inbox.add("job_1")).isTrue();
        inbox.close();

        assertThat(inbox.add("job_2")).isFalse();
        assertThat(inbox.poll()).hasValue("job_1");
        assertThat(inbox.poll()).isEmpty();
    }
}
