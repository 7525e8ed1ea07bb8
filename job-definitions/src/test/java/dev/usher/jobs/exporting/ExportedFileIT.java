package dev.usher.jobs.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.ImportJobHarness;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of a whole export, with seven users a chunk. */
class ExportedFileIT {

    private static final int USERS = 40;

    @RegisterExtension
    static final ImportJobHarness jobs = new ImportJobHarness("usher.export.chunk-users=7");

    private final ExportWorld world = new ExportWorld(jobs);

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void writesEveryUserOnceInTheOrderOfTheirIds(boolean csv, boolean gzip) throws Exception {
        world.insertUsers(jobs.connection("auth0"), "b", USERS);
        var export = jobs.export().fields("user_id", "email").gzip(gzip);
        var expected = IntStream.range(0, USERS)
                .mapToObj(i -> csv
                        ? "\"auth0|b%03d\",\"b%d@example.com\"".formatted(i, i)
                        : "{\"user_id\":\"auth0|b%03d\",\"email\":\"b%d@example.com\"}".formatted(i, i))
                .toList();

        var result = (csv ? export.csv() : export).run();

        assertThat(result.rows()).isEqualTo(USERS);
        var lines = export.text().lines().toList();
        assertThat(csv ? lines.subList(1, lines.size()) : lines).isEqualTo(expected);
        assertThat(result.sha256()).isEqualTo(ExportWorld.sha256(export.target()));
        assertThat(Files.getPosixFilePermissions(export.target()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(export.target().resolveSibling("").toFile().list()).containsExactly("users");
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "true, true"})
    void writesAFileAlsoIfThereAreNoUsers(boolean csv, boolean gzip) {
        var export = jobs.export().fields("user_id", "email").gzip(gzip);

        var result = (csv ? export.csv() : export).run();

        assertThat(result.rows()).isZero();
        assertThat(export.text().strip()).isEqualTo(csv ? "user_id,email" : "");
    }

    @Test
    void writesLinkedIdentitiesWithTheirUserOnly() {
        var own = jobs.connection("auth0");
        var other = jobs.connection("google-oauth2");
        world.insertUsers(own, "b", 2);
        world.insertUsers(other, "c", 2);
        world.execute("UPDATE users SET has_linked = true WHERE user_id = 'auth0|b000'");
        world.execute("UPDATE users SET linked_to = 'auth0|b000', linked_at = now(), given_name = 'Ann'"
                + " WHERE user_id = 'auth0|c001'");
        var export = jobs.export().fields("user_id", "identities", "identities[1].profileData.given_name");

        export.run();

        assertThat(export.text().lines())
                .containsExactly(
                        """
                {"user_id":"auth0|b000","identities":[{"connection":"OWN","provider":"auth0","user_id":"b000","isSocial":false},\
                {"connection":"OTHER","provider":"google-oauth2","user_id":"c001","isSocial":true,"profileData":\
                {"name":"Name 1","email":"c1@example.com","given_name":"Ann"}}],"identities[1].profileData.given_name":"Ann"}""".replace("OWN", own.name()).replace("OTHER", other.name()),
                        """
                {"user_id":"auth0|b001","identities":[{"connection":"OWN","provider":"auth0","user_id":"b001","isSocial":false}]}""".replace("OWN", own.name()),
                        """
                {"user_id":"auth0|c000","identities":[{"connection":"OTHER","provider":"google-oauth2","user_id":"c000","isSocial":true}]}""".replace("OTHER", other.name()));
    }

    @Test
    void writesWhatOnlyLoginsAndTheApiKnow() {
        world.insertUsers(jobs.connection("auth0"), "b", 2);
        world.execute("UPDATE users SET last_ip = '192.0.2.1', logins_count = 12, last_login = '2026-05-05T05:05:05Z',"
                + " last_password_reset = '2026-05-05T05:05:06Z', multifactor_last_modified = '2026-05-05T05:05:07Z',"
                + " mfa_factors = '[{\"totp\": {\"secret\": \"ABC\"}}, {\"phone\": {\"value\": \"+1\"}}, {\"totp\": {}}]'"
                + " WHERE user_id = 'auth0|b000'");
        var fields = new String[] {
            "user_id",
            "last_ip",
            "logins_count",
            "last_login",
            "last_password_reset",
            "multifactor",
            "multifactor_last_modified"
        };
        var json = jobs.export().fields(fields);
        json.run();
        fields[5] = "multifactor[1]";
        var csv = jobs.export().fields(fields).csv();
        csv.run();

        assertThat(json.text().lines()).containsExactly("""
                {"user_id":"auth0|b000","last_ip":"192.0.2.1","logins_count":12,"last_login":"2026-05-05T05:05:05.000Z",\
                "last_password_reset":"2026-05-05T05:05:06.000Z","multifactor":["phone","totp"],\
                "multifactor_last_modified":"2026-05-05T05:05:07.000Z"}""", "{\"user_id\":\"auth0|b001\"}");
        assertThat(csv.text().lines().skip(1))
                .containsExactly(
                        "\"auth0|b000\",\"192.0.2.1\",12,2026-05-05T05:05:05.000Z,2026-05-05T05:05:06.000Z,\"totp\","
                                + "2026-05-05T05:05:07.000Z",
                        "\"auth0|b001\",,,,,,");
    }

    @Test
    void writesCredentialsOnlyIfTheyAreAskedFor() {
        world.insertUsers(jobs.connection("auth0"), "b", 1);
        world.execute(
                "UPDATE users SET password_hash = 'the hash', mfa_factors = '[{\"totp\": {\"secret\": \"the seed\"}}]'");
        var without = jobs.export().allFields(false);
        var with = jobs.export().allFields(true);
        without.run();
        with.run();

        assertThat(without.text()).contains("b0@example.com").doesNotContain("the hash", "the seed");
        assertThat(with.text()).contains("b0@example.com", "the hash", "the seed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            auth0;          auth0|1;        [{"connection": "%s", "provider": "auth0", "user_id": "1", "isSocial": false}]
            google-oauth2;  google-oauth2|1;[{"connection": "%s", "provider": "google-oauth2", "user_id": "1", "isSocial": true}]
            samlp;          samlp|acme|1;   [{"connection": "%s", "provider": "samlp", "user_id": "acme|1", "isSocial": false}]
            """)
    void derivesIdentities(String strategy, String userId, String identities) {
        var connection = jobs.connection(strategy);
        world.insertUser(connection, userId, "a@example.com");
        var export = jobs.export().fields("identities");
        export.run();

        assertThat(export.text().strip().replace(" ", ""))
                .isEqualTo("{\"identities\":"
                        + identities.formatted(connection.name()).replace(" ", "") + "}");
    }

    @Test
    void derivesTheDefaultPictureUnlessTheFileIsACopy() {
        world.insertUser(jobs.connection("auth0"), "auth0|1", "Ann@example.com");
        var profile = jobs.export();
        var copy = jobs.export().allFields(false);
        profile.run();
        copy.run();

        assertThat(profile.text())
                .contains("\"https://s.gravatar.com/avatar/257c57037d384ae37ea27a07e8a01665?s=480&r=pg"
                        + "&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fan.png\"");
        assertThat(copy.text()).doesNotContain("picture");
    }
}
