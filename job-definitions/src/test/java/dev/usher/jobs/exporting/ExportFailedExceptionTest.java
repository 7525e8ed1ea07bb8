package dev.usher.jobs.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFailedExceptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "File too large"})
    void saysWhatToDoIfNothingMoreCanBeWritten(String said) {
        assertThat(ExportFailedException.of(new IOException(said)))
                .hasMessageStartingWith(
                        "STORAGE_FULL: no space is left for the file at its target, or it is larger than")
                .hasMessageContaining("Free some space or raise the limit, and restart the job");
    }
}
