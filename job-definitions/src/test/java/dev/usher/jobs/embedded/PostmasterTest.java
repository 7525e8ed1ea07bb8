package dev.usher.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {

    @TempDir
    Path data;

    @Test
    void readsProcessAndPort() {
        assertThat(Postmaster.parse(
                        List.of("42", "/data", "1700000000", "15432", "", "127.0.0.1", "  1  2", "ready   ")))
                .contains(new Postmaster(42, 15432));
    }

    @Test
    void hasNoPortWhileTheServerStarts() {
        assertThat(Postmaster.parse(List.of("42", "/data", "1700000000"))).contains(new Postmaster(42, 0));
    }

    @Test
    void takesAnEmptyOrBrokenFileForNone() {
        assertThat(Postmaster.parse(List.of())).isEmpty();
        assertThat(Postmaster.parse(List.of("?"))).isEmpty();
    }

    @Test
    void isNotAliveWithoutAFileOrWithTheNumberOfAnotherProgram() throws Exception {
        assertThat(Postmaster.findAlive(data)).isEmpty();

        Files.write(
                data.resolve(Postmaster.FILE),
                List.of(Long.toString(ProcessHandle.current().pid()), "", "", "1"));
        assertThat(Postmaster.find(data)).isPresent();
        assertThat(Postmaster.findAlive(data)).isEmpty();

        Files.write(data.resolve(Postmaster.FILE), List.of("2147483646", "", "", "1"));
        assertThat(Postmaster.findAlive(data)).isEmpty();
    }
}
