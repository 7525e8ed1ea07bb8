package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureHandlerTest {

    private static final String SECRET = "Key (email)=(ann@example.com) already exists.";

    @ParameterizedTest
    @ValueSource(strings = {"--quiet", "--verbose", "--json"})
    void neverRepeatsWhatAnUnexpectedFailureSays(String option) {
        var typed = Typed.type(
                "",
                Map.of("USHER_HOME", "/somewhere"),
                () -> {
                    throw new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
                },
                "connections",
                "list",
                option);

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out() + typed.err()).doesNotContain("ann@example.com");
        assertThat(typed.err())
                .isEqualTo("usher connections list: Something unexpected went wrong (java.lang.IllegalStateException)."
                        + " /somewhere/log/usher.log says where; --verbose prints that too.\n");
    }

    @Test
    void answersProgramsInJson() {
        assertThat(Typed.on(new FakeEngine(), "jobs", "show", "job_x", "--json"))
                .isEqualTo(new Typed(
                        2,
                        "{\"error\":{\"code\":\"JOB_NOT_FOUND\",\"message\":\"There is no job job_x.\"}}\n",
                        "usher jobs show: There is no job job_x.\n"));
    }
}
