package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What needs no server. */
class DbCommandTest {

    @TempDir
    private Path home;

    @BeforeEach
    void startedOnce() throws IOException {
        Files.createDirectory(home.resolve("data"));
        Files.writeString(home.resolve("data").resolve("PG_VERSION"), "18\n");
        Files.writeString(home.resolve("port"), "45678\n");
        Files.writeString(home.resolve("password"), "secret\n");
    }

    @Test
    void printsTheUrlOfJdbc() {
        assertThat(db("url").out()).isEqualTo("jdbc:postgresql://127.0.0.1:45678/usher?user=usher\n");
        assertThat(db("url", "--with-password").out()).endsWith("/usher?user=usher&password=secret\n");
    }

    @Test
    void printsTheUrlOfPsql() {
        assertThat(db("url", "--psql").out()).isEqualTo("postgresql://usher@127.0.0.1:45678/usher\n");
        assertThat(db("url", "--psql", "--with-password").out())
                .isEqualTo("postgresql://usher:secret@127.0.0.1:45678/usher\n");
    }

    @Test
    void saysThatNothingListensThere() {
        assertThat(db("url").err()).contains("The server is not running now", "'usher db run' keeps it running.");
    }

    @Test
    void showsNoProcessWhereNoneRuns() {
        assertThat(db("status").out()).contains("port    45678\n", "pid     -\n");
        assertThat(db("status", "--json").out()).contains("\"pid\":0");
    }

    @Test
    void keepsABackupThatExists() throws IOException {
        var backup = Files.writeString(home.resolve("backup.tar.gz"), "mine");

        var typed = db("backup", backup.toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("FILE: " + backup + " exists already.", "--force");
        assertThat(backup).hasContent("mine");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void writesNoBackupWhereNoneCanBe() {
        for (var folder : List.of("/proc", home.resolve("missing").toString())) {
            var typed = db("backup", folder + "/backup.tar.gz");

            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).contains("usher db backup: FILE: ", "folder " + folder + ". ");
        }
    }

    @Test
    void namesTheFilesThatAResetLeaves() throws IOException {
        Files.delete(home.resolve("data").resolve("PG_VERSION"));
        Files.delete(home.resolve("data"));

        assertThat(db("reset", "--yes").err()).doesNotContain("still in");

        var files = Files.createDirectory(home.resolve("files"));

        assertThat(db("reset", "--yes").err()).contains("is still in " + files + ". Delete that folder too");
    }

    private Typed db(String... words) {
        var arguments = new ArrayList<>(List.of("db"));
        arguments.addAll(List.of(words));
        return Typed.type(
                "",
                Map.of("USHER_HOME", home.toString()),
                () -> {
                    throw new AssertionError("This command needs no application.");
                },
                arguments.toArray(String[]::new));
    }
}
