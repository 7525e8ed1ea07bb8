package dev.usher.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.file.FileStoreException.Reason;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreExceptionTest {

    /** The system says which of them it was in words that differ; the sentence covers all. */
    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "File too large"})
    void saysWhatToDoIfNothingMoreCanBeWritten(String said) {
        var failure = FileStoreException.of("write", "input-1", new IOException(said));

        assertThat(failure.reason()).isEqualTo(Reason.STORAGE_FULL);
        assertThat(failure)
                .hasMessageStartingWith("STORAGE_FULL: cannot write the stored file input-1: ")
                .hasMessageContaining("no space is left, or it is larger than the file system or a limit")
                .hasMessageContaining("Free some space, raise the limit");
    }
}
