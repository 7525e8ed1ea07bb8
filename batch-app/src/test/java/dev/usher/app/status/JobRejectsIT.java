package dev.usher.app.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.RejectedRecords.Gathered;
import dev.usher.jobs.importing.RetryOptions;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.user.UserAttribute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRejectsIT {

    private static final RetryOptions SAME = new RetryOptions(Optional.empty(), Optional.empty());
    private static final RetryOptions UPSERT = new RetryOptions(Optional.of(true), Optional.empty());

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    private final JobLaunchService launch = application.bean(JobLaunchService.class);
    private final JobStatusService status = application.bean(JobStatusService.class);
    private final JobRejects rejects = application.bean(JobRejects.class);
    private final RejectedRecords records = application.bean(RejectedRecords.class);

    @TempDir
    private Path folder;

    @AfterEach
    void deleteUsers() {
        application.jdbc().sql("DELETE FROM users").update();
    }

    @Test
    void importsRejectedRowsOnceTheUserInTheWayIsGone() {
        var job = run(file(
                "users.json",
                "[{\"email\":\"a@x.org\",\n \"username\":null},{\"email\":\"b@x.org\"},\n"
                        + "{\"email\":\"a@x.org\",\n\"name\":\"Ann\"}]"));
        assertThat(summary(job)).isEqualTo("2 inserted, 0 updated, 1 failed");
        application.jdbc().sql("DELETE FROM users WHERE email = 'a@x.org'").update();

        var request = rejects.retry(job, SAME);
        var retry = run(request);

        assertThat(request.input().name()).isEqualTo("users-rejected.ndjson");
        assertThat(request.input().format()).isEqualTo(Format.NDJSON);
        assertThat(request.input().stored()).isTrue();
        assertThat(summary(retry)).isEqualTo("1 inserted, 0 updated, 0 failed");
        assertThat(names()).containsExactly("Ann", "b@x.org");
        assertThat(Path.of(request.input().path()))
                .as("its copy is removed with it")
                .doesNotExist();
        assertThat(rejects.requireGathered(job).sizeBytes())
                .as("those of the first stay")
                .isPositive();
    }

    @Test
    void updatesUsersWithRejectedRowsIfAsked() throws IOException {
        run(file("first.ndjson", "{\"email\":\"a@x.org\",\"app_metadata\":{\"kept\":1}}"));
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"email\":\"a@x.org\",\"name\":\"Ann\",\"app_metadata\":{\"new\":2}}\n".getBytes(UTF_8));
        }
        var job = run(application.request(Files.write(folder.resolve("users.ndjson.gz"), packed.toByteArray())));

        assertThat(summary(run(rejects.retry(job, SAME)))).isEqualTo("0 inserted, 0 updated, 1 failed");
        var options = new RetryOptions(Optional.of(true), Optional.of(Metadata.DEEP));
        assertThat(summary(run(rejects.retry(job, options)))).isEqualTo("0 inserted, 1 updated, 0 failed");

        assertThat(names()).containsExactly("Ann");
        assertThat(application
                        .jdbc()
                        .sql("SELECT app_metadata::text FROM users")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"new\": 2, \"kept\": 1}");
    }

    @Test
    void readsRejectedRowsOfCsvAsTheFirstImportDid() {
        run(file("first.ndjson", "{\"email\":\"a@x.org\"}"));
        var csv = new Csv(null, Map.of("Mail", "email", "Note", ""), CsvEscape.FORMULA);
        var job =
                run(with(file("users.txt", "Mail;name;Note\nb@x.org;Bob;\n\na@x.org;\"'=Ann\n;\"\"A\"\"\";x\n"), csv));
        assertThat(summary(job)).isEqualTo("1 inserted, 0 updated, 1 failed");

        var request = rejects.retry(job, UPSERT);
        var retry = run(request);

        assertThat(request.csv()).isEqualTo(new Csv(";", csv.renames(), CsvEscape.FORMULA));
        assertThat(request.input().format()).isEqualTo(Format.CSV);
        assertThat(summary(retry)).isEqualTo("0 inserted, 1 updated, 0 failed");
        assertThat(names()).containsExactly("=Ann\n;\"A\"", "Bob");
    }

    @Test
    void keepsTheRulesButNotWhatHoldsForTheWholeFile() {
        run(file("first.ndjson", "{\"email\":\"a@x.org\",\"user_id\":\"1\"}"));
        var plain = file("users.ndjson", "{\"email\":\"c@x.org\",\"user_id\":\"1\"}\n{\"email\":\"b@x.org\"}\n");
        var job = run(new UserImportRequest(
                plain.connectionId(),
                plain.input(),
                plain.csv(),
                true,
                Metadata.SHALLOW,
                Set.of(UserAttribute.BLOCKED),
                false,
                "50%",
                folder.resolve("errors").toString()));

        var retry = rejects.retry(job, SAME);

        assertThat(retry.connectionId()).isEqualTo(plain.connectionId());
        assertThat(retry.upsert()).isTrue();
        assertThat(retry.metadata()).isEqualTo(Metadata.SHALLOW);
        assertThat(retry.upsertFields()).containsExactly(UserAttribute.BLOCKED);
        assertThat(retry.maxErrors()).isNull();
        assertThat(retry.errorsTo()).isNull();
        var inserting = new RetryOptions(Optional.of(false), Optional.empty());
        assertThat(rejects.retry(job, inserting).upsertFields()).isEmpty();
    }

    @Test
    void refusesWhatCanNotBeTriedAgain() {
        var sound = file("users.ndjson", "{\"email\":\"a@x.org\"}");
        var wrong = file("wrong.ndjson", "{\"email\":\"b@x.org\"}\n{\"email\":\"wrong\"}");
        var rejectedNothing = run(sound);
        var rejected = run(wrong);
        var copies = copies();
        var metadataOnly = new RetryOptions(Optional.empty(), Optional.of(Metadata.DEEP));

        assertRefused(rejectedNothing, SAME, ProblemType.JOB_STATE_CONFLICT, "has no rejected records");
        assertRefused(run(dry(wrong)), SAME, ProblemType.JOB_STATE_CONFLICT, "was a dry run: it imported nothing");
        assertRefused(
                run(limited(wrong)), SAME, ProblemType.JOB_STATE_CONFLICT, "is failed: only what a completed job");
        assertRefused("job_000000000000none", SAME, ProblemType.JOB_NOT_FOUND, "There is no job");
        assertRefused(rejected, metadataOnly, ProblemType.INVALID_REQUEST, "Ask for an upsert as well");
        assertThat(copies()).as("nothing was copied").isEqualTo(copies);
        records.remove(rejected);
        assertRefused(rejected, SAME, ProblemType.JOB_STATE_CONFLICT, "or their retention time is over");
    }

    private static List<String> copies() {
        return application.bean(FileStore.class).listStoredBefore(FileKind.INPUT, Instant.MAX).stream()
                .map(file -> file.name())
                .toList();
    }

    private void assertRefused(String job, RetryOptions options, ProblemType type, String sentence) {
        assertThatThrownBy(() -> rejects.retry(job, options))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type))
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            users.csv    | `email,name\\nx,"A,\\n\\nB"\\nb@x.org,\\n`    | `email,name\\nx,"A,\\n\\nB"\\n` | .csv
            users.json   | `[{"email":\\r\\n"x"},{"email":"b@x.org"}]` | `{"email":  "x"}\\n`          | .ndjson
            users.ndjson | `{"email": "x"}\\r\\n`                      | `{"email": "x"}\\n`           | .ndjson
            """)
    void streamsRecordsAndErrors(String name, String input, String expected, String extension) throws IOException {
        var job = run(file(name, unescaped(input)));
        var copiedRecords = new ByteArrayOutputStream();
        var copiedErrors = new ByteArrayOutputStream();

        records.copyRecords(job, copiedRecords);
        records.copyErrors(job, copiedErrors);

        assertThat(copiedRecords.toString(UTF_8)).isEqualTo(unescaped(expected));
        assertThat(copiedErrors.toString(UTF_8))
                .startsWith("{\"record\":1,")
                .contains("\"code\":\"INVALID_FORMAT\"")
                .endsWith("}\n");
        assertThat(rejects.requireGathered(job))
                .isEqualTo(new Gathered("rejected-" + job + extension, extension.equals(".csv"), copiedRecords.size()));
    }

    @Test
    void streamsNothingOfAJobThatRejectedNothing() throws IOException {
        var job = run(file("users.ndjson", "{\"email\":\"a@x.org\"}"));
        var copied = new ByteArrayOutputStream();

        records.copyRecords(job, copied);
        records.copyErrors(job, copied);

        assertThat(copied.size()).isZero();
        assertThatThrownBy(() -> rejects.requireGathered(job)).hasMessageContaining("has no rejected records");
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r");
    }

    private UserImportRequest file(String name, String content) {
        try {
            var plain = application.request(Files.writeString(folder.resolve(name), content));
            return new UserImportRequest(
                    plain.connectionId(),
                    new UserImportRequest.Input(plain.input().path(), false, name, Format.AUTO),
                    plain.csv(),
                    false,
                    Metadata.REPLACE,
                    Set.of(),
                    false,
                    null,
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UserImportRequest with(UserImportRequest request, Csv csv) {
        return new UserImportRequest(
                request.connectionId(), request.input(), csv, false, Metadata.REPLACE, Set.of(), false, null, null);
    }

    private static UserImportRequest dry(UserImportRequest request) {
        return new UserImportRequest(
                request.connectionId(),
                request.input(),
                request.csv(),
                false,
                Metadata.REPLACE,
                Set.of(),
                true,
                null,
                null);
    }

    private static UserImportRequest limited(UserImportRequest request) {
        return new UserImportRequest(
                request.connectionId(),
                request.input(),
                request.csv(),
                false,
                Metadata.REPLACE,
                Set.of(),
                false,
                "0",
                null);
    }

    private String run(UserImportRequest request) {
        var job = launch.submitHere(new JobRequest.OfImport(request));
        launch.run(job);
        return job;
    }

    private String summary(String job) {
        var view = status.require(job);
        assertThat(view.status()).isEqualTo(JobStatus.COMPLETED);
        var s = view.importSummary().orElseThrow();
        return s.inserted() + " inserted, " + s.updated() + " updated, " + s.failed() + " failed";
    }

    private static List<String> names() {
        return application
                .jdbc()
                .sql("SELECT coalesce(name, email) FROM users ORDER BY email")
                .query(String.class)
                .list();
    }
}
