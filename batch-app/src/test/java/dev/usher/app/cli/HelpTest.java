package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)^  (\\S+)");

    @Test
    void showsAllCommands() throws IOException {
        assertThat(Typed.offline("--help")).isEqualTo(new Typed(0, golden("help.txt"), ""));
        assertThat(Typed.offline("help").out()).isEqualTo(golden("help.txt"));
    }

    @Test
    void explainsImport() throws IOException {
        assertThat(Typed.offline("import", "-h").out()).isEqualTo(golden("help-import.txt"));
        assertThat(Typed.offline("help", "import").out()).isEqualTo(golden("help-import.txt"));
    }

    @Test
    void explainsExport() throws IOException {
        assertThat(Typed.offline("export", "-h").out()).isEqualTo(golden("help-export.txt"));
        assertThat(Typed.offline("help", "export").out()).isEqualTo(golden("help-export.txt"));
    }

    @Test
    void explainsExitCodes() {
        assertThat(Typed.offline("help", "exit-codes").out()).isEqualTo("""
                Exit codes of usher:

                    0  done; of an import: every row was taken
                    1  it could not be done; the message says why
                    2  what was typed can't be done: an option, a value, a file or a name is wrong
                    3  finished, but some rows were rejected
                    4  not signed in to the server, or it does not allow this
                    5  failed as a whole: the file can't be read, or the job could not go on
                    6  --timeout was over before the job was; the server goes on with it
                    7  aborted by --max-errors before the first user was touched
                    8  stopped by a guard of --mirror before the first user was touched
                  130  interrupted; a job that ran here was stopped and can be restarted, a server's goes on
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate",
                "jobs list",
                "jobs show",
                "jobs errors",
                "jobs absent",
                "jobs rejects",
                "jobs restart",
                "jobs retry-rejected",
                "jobs stop",
                "jobs watch",
                "jobs logs",
                "jobs download",
                "login",
                "logout",
                "profiles list",
                "profiles use",
                "profiles delete",
                "users get",
                "users find",
                "users create",
                "users update",
                "users delete",
                "users link",
                "users unlink",
                "connections list",
                "connections create",
                "connections show",
                "connections update",
                "connections delete",
                "credentials verify",
                "clients list",
                "clients create",
                "clients rotate",
                "clients delete",
                "webhooks list",
                "webhooks create",
                "webhooks show",
                "webhooks enable",
                "webhooks disable",
                "webhooks delete",
                "webhooks rotate",
                "webhooks test",
                "webhooks deliveries",
                "webhooks resend",
                "keys list",
                "keys rotate",
                "serve",
                "db status",
                "db url",
                "db stop",
                "db run",
                "db backup",
                "db reset",
                "version"
            })
    void explainsEveryCommandWithoutADatabase(String command) {
        var typed = Typed.offline((command + " --help").split(" "));

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("Usage: usher " + command).doesNotContain("\u001B");
    }

    /** A line that the help wraps is two commands when it is pasted, of which the second is none. */
    @Test
    void showsExamplesThatCanBePasted() {
        var examples = examples("");

        assertThat(examples)
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.matches("  (\\w+ [^|]+ \\| |[A-Z_]+=\\S+ )?usher \\S.*"));
    }

    /** Of a command and all below it; lines that end with a backslash are joined with the next. */
    private static List<String> examples(String command) {
        var help = Typed.offline((command + " --help").strip().split(" ")).out();
        var examples = new ArrayList<>(
                section(help, "Examples:").replace("\\\n", "").lines().toList());
        COMMAND.matcher(section(help, "Commands:"))
                .results()
                .forEach(below -> examples.addAll(examples((command + " " + below.group(1)).strip())));
        return examples;
    }

    /** What stands under a heading, up to the next blank line. */
    private static String section(String help, String heading) {
        int start = help.indexOf("\n" + heading + "\n");
        int end = help.indexOf("\n\n", start + 1);
        return start < 0 ? "" : help.substring(start + heading.length() + 2, end < 0 ? help.length() : end);
    }

    @Test
    void suggestsCommands() {
        var typed = Typed.offline("improt");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).isEqualTo("""
                usher: Unmatched argument at index 0: 'improt'
                Did you mean: usher import or usher profiles?
                Try 'usher --help'.
                """);
    }

    @Test
    void wantsACommand() {
        assertThat(Typed.offline().exitCode()).isEqualTo(2);
    }

    @Test
    void tellsItsVersion() {
        assertThat(Typed.offline("version").out()).startsWith("usher ").contains("(Java ");
        assertThat(Typed.offline("--version").out())
                .isEqualTo(Typed.offline("version").out());
    }

    @Test
    void completesCommandsInBash() {
        assertThat(Typed.offline("generate-completion").out()).contains("_complete_usher", "connections");
    }

    @Test
    void looksAfterTheEmbeddedDatabaseOnly() {
        var typed = Typed.type(
                "",
                Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/usher"),
                () -> {
                    throw new AssertionError();
                },
                "db",
                "reset",
                "--yes");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("SPRING_DATASOURCE_URL names an external one");
    }

    private static String golden(String name) throws IOException {
        try (var stream = Objects.requireNonNull(HelpTest.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
