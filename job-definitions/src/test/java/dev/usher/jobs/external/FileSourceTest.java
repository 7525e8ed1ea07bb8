package dev.usher.jobs.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.external.FileSource.IfMissing;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.external.FileSource.Take;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FileSourceTest {

    @Test
    void isOneOfBoth() {
        assertRefused(null, null, null, Take.NEWEST);
        assertRefused("hr", null, null, Take.NEWEST);
        assertRefused(null, "users.csv", null, Take.NEWEST);
        assertRefused("hr", "users.csv", "https://hr.example/users.csv", Take.NEWEST);
        assertRefused("hr", "../users.csv", null, Take.NEWEST);
        assertRefused(null, null, "https://hr.example/users.csv", Take.ALL);
    }

    private static void assertRefused(
            @Nullable String store, @Nullable String pattern, @Nullable String url, Take take) {
        assertThatThrownBy(() -> new FileSource(store, pattern, url, take, IfMissing.FAIL, IfUnchanged.SKIP))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNoQuery() {
        var source = FileSource.ofUrl("https://hr.example/export/users.csv?token=secret");

        assertThat(source.title()).isEqualTo("https://hr.example/export/users.csv");
        assertThat(source.files().text()).isEqualTo("users.csv");
        assertThat(source.key()).contains("token=secret");
    }

    @Test
    void namesAFileWhoseAddressGivesNoName() {
        assertThat(FileSource.ofUrl("https://hr.example/").files().text()).isEqualTo("download");
        assertThat(FileSource.ofUrl("https://hr.example/.hidden").files().text())
                .isEqualTo("download");
        assertThat(FileSource.ofUrl("https://hr.example/a%2Fb").files().text()).isEqualTo("download");
    }

    @Test
    void isKeptAsJson() {
        var json = JsonMapper.builder().build();
        var source = FileSource.ofStore("hr", "users-*.csv").orNone();

        var text = json.writeValueAsString(source);

        assertThat(text)
                .isEqualTo("{\"store\":\"hr\",\"pattern\":\"users-*.csv\",\"take\":\"NEWEST\",\"if_missing\":\"SKIP\","
                        + "\"if_unchanged\":\"SKIP\"}");
        assertThat(json.readValue(text, FileSource.class)).isEqualTo(source);
        assertThat(json.readValue("{\"store\":\"hr\",\"pattern\":\"a\"}", FileSource.class))
                .isEqualTo(FileSource.ofStore("hr", "a"));
    }
}
