package dev.usher.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {

    private static final long MB = 1L << 20;

    @ParameterizedTest
    @CsvSource({"256, 128MB", "2048, 512MB", "4096, 1024MB", "65536, 1024MB"})
    void takesAQuarterOfTheMemoryWithinBounds(long memoryMegabytes, String sharedBuffers) {
        assertThat(text(memoryMegabytes, 2, Map.of())).contains("shared_buffers = '" + sharedBuffers + "'");
    }

    @Test
    void listensOnLoopbackOnlyAndKeepsItsPort() {
        assertThat(text(4096, 2, Map.of()))
                .contains("port = '15432'", "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''");
    }

    @Test
    void neverTurnsOffSyncingByItself() {
        assertThat(text(4096, 2, Map.of())).doesNotContain("fsync", "full_page_writes", "synchronous_commit");
    }

    @Test
    void quotesPathsThatHoldQuotes() {
        assertThat(ServerSettings.text(1, Path.of("/it's\\here"), MB, 1, false, Map.of()))
                .contains("log_directory = '/it''s\\\\here'");
    }

    @Test
    void letsGivenSettingsGoFirst() {
        assertThat(text(4096, 2, Map.of("max_connections", "7")))
                .contains("max_connections = '7'")
                .doesNotContain("max_connections = '100'");
    }

    private static String text(long memoryMegabytes, int cores, Map<String, String> extra) {
        return ServerSettings.text(15_432, Path.of("/home/log"), memoryMegabytes * MB, cores, false, extra);
    }
}
