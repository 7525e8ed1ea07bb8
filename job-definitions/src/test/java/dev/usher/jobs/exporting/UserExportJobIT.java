package dev.usher.jobs.exporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.exporting.chunk.ExportChunks;
import dev.usher.jobs.exporting.output.ExportFile;
import dev.usher.jobs.exporting.output.SegmentFiles;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.testkit.AnExport;
import dev.usher.jobs.testkit.FinishedExport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole exports with seven users a chunk. */
class UserExportJobIT {

    private static final int USERS = 40;

    @RegisterExtension
    static final ImportJobHarness jobs = new ImportJobHarness("usher.export.chunk-users=7");

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void writesEveryUserOnceInTheOrderOfTheirIds(boolean csv, boolean gzip) throws Exception {
        insertUsers(jobs.connection("auth0"), "b", USERS);
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
        assertThat(result.sha256()).isEqualTo(sha256(export.target()));
        assertThat(Files.getPosixFilePermissions(export.target()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(export.target().resolveSibling("").toFile().list()).containsExactly("users");
    }

    @Test
    void takesTheUsersOfOneConnectionOnly() {
        var connection = jobs.connection("auth0");
        insertUsers(connection, "b", USERS);
        insertUsers(jobs.connection("auth0"), "a", USERS);

        assertThat(ids(jobs.export().of(connection)))
                .hasSize(USERS)
                .startsWith("auth0|b000")
                .endsWith("auth0|b039");
        assertThat(ids(jobs.export()))
                .hasSize(2 * USERS)
                .startsWith("auth0|a000")
                .endsWith("auth0|b039");
    }

    @Test
    void takesTheFirstUsersByTheirIds() {
        var connection = jobs.connection("auth0");
        insertUsers(jobs.connection("auth0"), "a", 3);
        insertUsers(connection, "b", USERS);

        assertThat(ids(jobs.export().of(connection).limit(10)))
                .hasSize(10)
                .startsWith("auth0|b000")
                .endsWith("auth0|b009");
        assertThat(ids(jobs.export().limit(1_000))).hasSize(USERS + 3);
    }

    @Test
    void takesOnlyUsersThatWereChangedSince() {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        execute("UPDATE users SET updated_at = '2026-05-05T05:05:05Z' WHERE user_id IN ('auth0|b007', 'auth0|b030')");

        assertThat(ids(jobs.export().updatedSince(Instant.parse("2026-05-05T05:05:05Z"))))
                .containsExactly("auth0|b007", "auth0|b030");
    }

    @Test
    void takesOnlyUsersThatAQueryFinds() {
        var connection = jobs.connection("auth0");
        insertUsers(connection, "b", USERS);
        insertUsers(jobs.connection("auth0"), "a", 3);
        execute("UPDATE users SET app_metadata = '{\"plan\": \"gold\"}' WHERE user_id ~ 'b0[12]'");

        assertThat(ids(jobs.export().found("app_metadata.plan:gold AND NOT name:\"Name 15\"")))
                .hasSize(19)
                .startsWith("auth0|b010")
                .endsWith("auth0|b029")
                .doesNotContain("auth0|b015");
        assertThat(ids(jobs.export()
                        .of(connection)
                        .found("app_metadata.plan:gold OR user_id:*b002")
                        .limit(4)))
                .containsExactly("auth0|b002", "auth0|b010", "auth0|b011", "auth0|b012");
        assertThat(ids(jobs.export().found("identities.connection:" + connection.name())))
                .hasSize(USERS);
    }

    @Test
    void writesLinkedIdentitiesWithTheirUserOnly() {
        var own = jobs.connection("auth0");
        var other = jobs.connection("google-oauth2");
        insertUsers(own, "b", 2);
        insertUsers(other, "c", 2);
        execute("UPDATE users SET has_linked = true WHERE user_id = 'auth0|b000'");
        execute("UPDATE users SET linked_to = 'auth0|b000', linked_at = now(), given_name = 'Ann'"
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
        insertUsers(jobs.connection("auth0"), "b", 2);
        execute("UPDATE users SET last_ip = '192.0.2.1', logins_count = 12, last_login = '2026-05-05T05:05:05Z',"
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

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "true, true"})
    void writesAFileAlsoIfThereAreNoUsers(boolean csv, boolean gzip) {
        var export = jobs.export().fields("user_id", "email").gzip(gzip);

        var result = (csv ? export.csv() : export).run();

        assertThat(result.rows()).isZero();
        assertThat(export.text().strip()).isEqualTo(csv ? "user_id,email" : "");
    }

    @Test
    void writesCredentialsOnlyIfTheyAreAskedFor() {
        insertUsers(jobs.connection("auth0"), "b", 1);
        execute(
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
        insertUser(connection, userId, "a@example.com");
        var export = jobs.export().fields("identities");
        export.run();

        assertThat(export.text().strip().replace(" ", ""))
                .isEqualTo("{\"identities\":"
                        + identities.formatted(connection.name()).replace(" ", "") + "}");
    }

    @Test
    void derivesTheDefaultPictureUnlessTheFileIsACopy() {
        insertUser(jobs.connection("auth0"), "auth0|1", "Ann@example.com");
        var profile = jobs.export();
        var copy = jobs.export().allFields(false);
        profile.run();
        copy.run();

        assertThat(profile.text())
                .contains("\"https://s.gravatar.com/avatar/257c57037d384ae37ea27a07e8a01665?s=480&r=pg"
                        + "&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fan.png\"");
        assertThat(copy.text()).doesNotContain("picture");
    }

    /** A user that is younger than all others does not belong to an export that began before, whatever the id. */
    @Test
    void leavesOutUsersThatAppearLater() {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        var begun = begin(jobs.export());
        execute("INSERT INTO users (user_id, connection_id, email_is_unique, created_at, updated_at)"
                + " SELECT user_id || 'x', connection_id, true, now(), now() FROM users LIMIT 5");
        execute("DELETE FROM users WHERE user_id = 'auth0|b020'");

        assertThat(goOn(begun)).hasSize(USERS - 1).doesNotContain("auth0|b020").noneMatch(id -> id.endsWith("x"));
    }

    /** Neither who is changed later nor who appears later among the first takes part, nor makes them more. */
    @Test
    void takesThoseThatItChoseWhenItBegan() {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        execute(
                "UPDATE users SET updated_at = '2026-05-05T05:05:05Z' WHERE right(user_id, 1) IN ('0', '2', '4', '6', '8')");
        var since = Instant.parse("2026-05-05T05:05:05Z");
        var limited = begin(jobs.export().limit(10));
        var changed = begin(jobs.export().updatedSince(since));
        var both = begin(jobs.export().updatedSince(since).limit(10));
        execute("UPDATE users SET updated_at = now() WHERE user_id = 'auth0|b001'");
        execute("UPDATE users SET updated_at = '2020-01-01Z' WHERE user_id = 'auth0|b002'");
        execute(
                "INSERT INTO users (user_id, connection_id, email_is_unique, created_at, updated_at)"
                        + " SELECT user_id || 'x', connection_id, true, created_at, updated_at FROM users WHERE user_id < 'auth0|b005'");

        assertThat(goOn(limited)).isEqualTo(numbered(0, 10, 1));
        assertThat(goOn(changed)).isEqualTo(numbered(0, USERS, 2));
        assertThat(goOn(both)).isEqualTo(numbered(0, 20, 2));
    }

    @Test
    void goesOnWithTheSegmentsThatAreSound() throws Exception {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        var undisturbed = jobs.export().gzip(true).run();
        var export = jobs.export().gzip(true).to(Path.of("/missing/folder/users"));
        var begun = export.run();
        var store = jobs.bean(FileStore.class);
        var segments = segments();
        assertThat(segments).hasSize(6);
        store.delete(segments.get(0));
        Files.writeString(store.requireLocalPath(segments.get(1)), "something else");
        retarget(begun.jobId(), export.to(jobs.file("users")).target());

        assertThat(export.restart(begun).sha256()).isEqualTo(undisturbed.sha256());
        assertThat(sha256(export.target())).isEqualTo(undisturbed.sha256());
        assertThat(segments().subList(2, 6)).isEqualTo(segments.subList(2, 6));
        assertThat(segments().subList(0, 2)).doesNotContainAnyElementsOf(segments);
    }

    /** A restart must not read all that was written before it goes on; what is damaged is found when it is joined. */
    @Test
    void writesAllDamagedSegmentsAnewAtTheRestartAfterTheyWereFound() throws Exception {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        var undisturbed = jobs.export().gzip(true).run();
        var export = jobs.export().gzip(true).to(Path.of("/missing/folder/users"));
        var begun = export.run();
        var store = jobs.bean(FileStore.class);
        var segments = segments();
        damage(store.requireLocalPath(segments.get(2)));
        damage(store.requireLocalPath(segments.get(4)));

        assertThat(export.restart(begun).code())
                .as("nothing was read that could not be published")
                .isEqualTo("TARGET_UNWRITABLE");
        assertThat(segments()).isEqualTo(segments);

        retarget(begun.jobId(), export.to(jobs.file("users")).target());
        var found = export.restart(begun);
        assertThat(found.code()).isEqualTo("BROKEN_SEGMENT");
        assertThat(found.details()).contains(segments.get(2));
        assertThat(export.target().resolveSibling("")).isEmptyDirectory();
        assertThat(export.restart(begun).sha256()).isEqualTo(undisturbed.sha256());
        assertThat(sha256(export.target())).isEqualTo(undisturbed.sha256());
        assertThat(segments())
                .hasSize(6)
                .containsAll(List.of(segments.get(0), segments.get(1), segments.get(3), segments.get(5)));
        assertThat(segments()).doesNotContain(segments.get(2), segments.get(4));
    }

    @Test
    void replacesNoFileThatAppearedMeanwhile() throws IOException {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        var export = jobs.export();
        Files.writeString(export.target(), "somebody else's");

        var refused = export.run();
        assertThat(refused.code()).isEqualTo("TARGET_EXISTS");
        assertThat(export.target()).hasContent("somebody else's");
        assertThat(export.target().resolveSibling("").toFile().list()).containsExactly("users");

        var store = jobs.bean(FileStore.class);
        damage(store.requireLocalPath(segments().get(0)));
        assertThat(export.restart(refused).code())
                .as("it says so before it reads what it can't publish")
                .isEqualTo("TARGET_EXISTS");
        damage(store.requireLocalPath(segments().get(0)));

        Files.delete(export.target());
        assertThat(export.restart(refused).completed()).isTrue();
        assertThat(jobs.export().to(export.target()).replacing().run().completed())
                .isTrue();
    }

    /** It froze between its look at the lease and the rename, and wakes up when its job is somebody else's. */
    @Test
    void keepsItsFormerOwnerFromPublishing() throws IOException {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        var export = jobs.export().to(Path.of("/missing/folder/users"));
        var begun = export.run();
        retarget(begun.jobId(), export.to(jobs.file("users")).target());
        long before = jobs.jdbc()
                .sql("SELECT token FROM job_leases WHERE job_id = :job")
                .param("job", begun.jobId())
                .query(Long.class)
                .single();
        try (var former = ExportFile.assemble(
                export.target(),
                begun.jobId(),
                before,
                jobs.bean(ExportChunks.class).segments(begun.jobId()),
                jobs.bean(SegmentFiles.class),
                () -> false)) {
            assertThat(export.restart(begun).completed()).isTrue();
            assertThat(export.target().resolveSibling("").toFile().list()).containsExactly("users");
            Files.writeString(export.target(), "as the new owner left it");

            assertThatThrownBy(() -> former.publish(true)).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(export.target()).hasContent("as the new owner left it");
    }

    /** Its owner was cut off before it could say so. */
    @Test
    void takesAFileThatItPublishedBeforeForItsOwn() throws IOException {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        var first = jobs.export();
        first.run();
        var published = Files.readAttributes(first.target(), BasicFileAttributes.class);
        var second = jobs.export().to(first.target());

        assertThat(second.run().completed()).isTrue();
        assertThat(Files.readAttributes(first.target(), BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(published.fileKey());
        assertThat(first.target().resolveSibling("").toFile().list()).containsExactly("users");
    }

    @Test
    void takesNoFileOfTheSameSizeForItsOwn() throws IOException {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        var first = jobs.export();
        first.run();
        damage(first.target());
        var foreign = Files.readAllBytes(first.target());

        assertThat(jobs.export().to(first.target()).run().code()).isEqualTo("TARGET_EXISTS");
        assertThat(first.target()).hasBinaryContent(foreign);
    }

    @Test
    void leavesNothingBehind() {
        insertUsers(jobs.connection("auth0"), "b", USERS);
        var job = jobs.export().run();
        var leftovers = jobs.bean(ExportLeftovers.class);
        leftovers.remove(job.jobId());
        assertThat(stored()).as("it runs").anyMatch(name -> name.contains(job.jobId()));
        assertThat(segments()).isNotEmpty();
        execute("UPDATE jobs SET status = 'completed'");

        leftovers.remove(job.jobId());

        assertThat(stored()).noneMatch(name -> name.contains(job.jobId()));
        assertThat(segments()).as("bounds are ids of users").isEmpty();
    }

    private static List<String> stored() {
        return jobs.bean(FileStore.class).listStoredBefore(FileKind.SEGMENT, Instant.MAX).stream()
                .map(file -> file.name())
                .toList();
    }

    private static List<String> segments() {
        return jobs.jdbc()
                .sql("SELECT segment FROM export_chunks WHERE job_id = (SELECT max(job_id) FROM export_chunks)"
                        + " ORDER BY chunk_number")
                .query(String.class)
                .list();
    }

    private static void damage(Path segment) throws IOException {
        var bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        try (OutputStream out = Files.newOutputStream(segment)) {
            out.write(bytes);
        }
    }

    private static void retarget(String jobId, Path target) {
        jobs.jdbc()
                .sql("UPDATE jobs SET request = jsonb_set(request, '{target,path}', to_jsonb(CAST(:path AS text)))"
                        + " WHERE id = :job")
                .param("path", target.toString())
                .param("job", jobId)
                .update();
    }

    /** An export that has chosen its users and has read none of them. */
    private record Begun(AnExport export, FinishedExport job) {}

    private static Begun begin(AnExport export) {
        var job = export.to(Path.of("/missing/folder/users")).fields("user_id").run();
        assertThat(job.code()).isEqualTo("TARGET_UNWRITABLE");
        execute("UPDATE export_chunks SET segment = NULL, rows = NULL");
        return new Begun(export, job);
    }

    private static List<String> goOn(Begun begun) {
        retarget(begun.job().jobId(), begun.export().to(jobs.file("users")).target());
        assertThat(begun.export().restart(begun.job()).completed()).isTrue();
        return idsIn(begun.export());
    }

    private static List<String> numbered(int from, int to, int step) {
        return IntStream.iterate(from, i -> i < to, i -> i + step)
                .mapToObj("auth0|b%03d"::formatted)
                .toList();
    }

    private static List<String> ids(AnExport export) {
        assertThat(export.fields("user_id").run().completed()).isTrue();
        return idsIn(export);
    }

    private static List<String> idsIn(AnExport export) {
        return export.text()
                .lines()
                .map(line -> line.substring("{\"user_id\":\"".length(), line.length() - 2))
                .toList();
    }

    private static void insertUsers(Connection connection, String letter, int count) {
        jobs.jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email, name, email_is_unique, created_at, updated_at)"
                        + " SELECT 'auth0|' || :letter || lpad(i::text, 3, '0'), :id, :letter || i || '@example.com',"
                        + " 'Name ' || i, true, '2020-01-01Z', '2020-01-01Z' FROM generate_series(0, :count - 1) AS i"
                        + " ORDER BY i DESC")
                .param("letter", letter)
                .param("id", connection.id())
                .param("count", count)
                .update();
    }

    private static void insertUser(Connection connection, String userId, String email) {
        jobs.jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email, name, email_is_unique, created_at, updated_at)"
                        + " VALUES (:user, :id, :email, 'Ann', true, now(), now())")
                .param("user", userId)
                .param("id", connection.id())
                .param("email", email)
                .update();
    }

    private static void execute(String sql) {
        jobs.jdbc().sql(sql).update();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
