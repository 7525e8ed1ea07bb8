package dev.usher.app.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.app.credentials.CredentialReport.Outcome;
import dev.usher.app.credentials.CredentialReport.WrongRow;
import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.importing.ImportFailedException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CredentialCheckTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BCRYPT = "$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K";

    @TempDir
    private Path folder;

    /** A hash that is described wrongly. */
    record Misdescribed(String remedy, String password, JsonNode hash) {
        @Override
        public String toString() {
            return hash.path("algorithm").asString() + ": " + remedy;
        }
    }

    static List<Misdescribed> misdescribed() {
        try (var lines = new BufferedReader(new InputStreamReader(
                requireNonNull(CredentialCheckTest.class.getResourceAsStream("misdescribed.ndjson")), UTF_8))) {
            return lines.lines()
                    .map(line -> JSON.readValue(line, Misdescribed.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("misdescribed")
    void saysWhatWouldMakeAPasswordMatch(Misdescribed wrong) throws IOException {
        var users = users(user("ann", wrong.hash) + user("bob", wrong.hash));

        var report = check(known("ann", wrong.password) + known("bob", "another"), users);

        var algorithm = report.algorithms().get(0);
        assertThat(algorithm.changes()).isEqualTo(Map.of(wrong.remedy, 1L));
        assertThat(algorithm.failed()).isEqualTo(2);
        assertThat(algorithm.unexplained()).isEqualTo(1);
    }

    @Test
    void countsWhatBecameOfEachRow() throws IOException {
        var bomb = JSON.createObjectNode().put("algorithm", "argon2");
        bomb.putObject("hash").put("value", "$argon2id$v=19$m=4194304,t=2,p=1$J6Q/82PCyaNpYKRELJyTZg$m04qUAB8rexWDR4");
        var users = users("{\"user_id\":\"ann\",\"password_hash\":\"" + BCRYPT + "\"}\n"
                + "{\"user_id\":\"bob\",\"password_hash\":\"" + BCRYPT + "\"}\n"
                + "{\"email\":\"Cyd@example.com\"}\n"
                + user("dan", bomb));

        var report = check(
                known("auth0|ann", "hello")
                        + known("bob", "hi")
                        + "{\"email\":\"cyd@example.com\",\"password\":\"hello\"}\n"
                        + known("dan", "hello")
                        + known("eve", "hello"),
                users);

        assertThat(report.rows()).isEqualTo(5);
        assertThat(report.wrongRows()).isEqualTo(4);
        assertThat(report.algorithms())
                .extracting(
                        a -> a.name() + " " + a.checked() + " " + a.matched() + " " + a.failed() + " " + a.refused())
                .containsExactly("argon2 1 0 0 1", "password_hash 2 1 1 0");
        assertThat(report.others()).isEqualTo(Map.of(Outcome.NO_HASH, 1L, Outcome.NOT_FOUND, 1L));
        assertThat(report.wrong())
                .containsExactly(
                        new WrongRow(2, Optional.of("bob"), Outcome.FAILED),
                        new WrongRow(3, Optional.empty(), Outcome.NO_HASH),
                        new WrongRow(4, Optional.of("dan"), Outcome.REFUSED),
                        new WrongRow(5, Optional.of("eve"), Outcome.NOT_FOUND));
        assertThat(report.algorithms().get(0).refusals())
                .containsOnlyKeys("Value 4194304 is greater than maximum 262144 (argon2 memory in KiB)");
    }

    /** What explained a hash explains the others, however many there are; else only some are searched through. */
    @Test
    void searchesThroughSomeHashesOnly() throws IOException {
        var wrong = misdescribed().get(0);
        var users = new StringBuilder();
        var known = new StringBuilder();
        for (int i = 0; i < 1200; i++) {
            users.append(user("user" + i, wrong.hash));
            known.append(known("user" + i, i % 2 == 0 ? wrong.password : "another"));
        }

        var algorithm =
                check(known.toString(), users(users.toString())).algorithms().get(0);

        assertThat(algorithm.failed()).isEqualTo(1200);
        assertThat(algorithm.changes()).isEqualTo(Map.of(wrong.remedy, 600L));
        assertThat(algorithm.unexplained()).isBetween(1L, 20L);
        assertThat(algorithm.notSearched()).isEqualTo(600 - algorithm.unexplained());
    }

    @Test
    void refusesUsersThatCanNotBeRead() throws IOException {
        var users = users("");

        assertThatExceptionOfType(ImportFailedException.class).isThrownBy(() -> check(known("ann", "hello"), users));
    }

    private static CredentialReport check(String known, Path users) {
        try (var passwords = new KnownPasswords(new ByteArrayInputStream(known.getBytes(UTF_8)));
                var check = new CredentialCheck(CostLimits.DEFAULTS, 2)) {
            return check.against(users, passwords);
        }
    }

    private static String known(String userId, String password) {
        return JSON.createObjectNode().put("user_id", userId).put("password", password) + "\n";
    }

    private static String user(String userId, JsonNode hash) {
        return JSON.createObjectNode().put("user_id", userId).set("custom_password_hash", hash) + "\n";
    }

    private Path users(String text) throws IOException {
        return Files.writeString(folder.resolve("users.ndjson"), text);
    }
}
