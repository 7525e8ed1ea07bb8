package dev.usher.jobs.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.rejection.RejectedUser;
import dev.usher.jobs.testkit.AnImport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejected rows of whole jobs as people see them; every secret in them has a mark that must not come out. */
class RejectedUsersIT {

    private static final String MARK = "cAnArY";

    /** As lines → as they are shown. The first of each file is right, and so is the last. */
    private static final List<Map.Entry<String, String>> ROWS = List.of(
            Map.entry("{'email':'x','name':'Ä 😀','n':1.50}", "{'email':'x','name':'Ä 😀','n':1.50}"),
            Map.entry("{'email':'no-hash', 'password_hash':'cAnArY'}", "{'email':'no-hash','password_hash':'*****'}"),
            Map.entry("{'email':'y','password':'cAnArY'}", "{'email':'y','password':'*****'}"),
            Map.entry(
                    "{'email':'z','custom_password_hash':{'algorithm':'md5','hash':{'value':'cAnArY','encoding':'hex'},"
                            + "'salt':{'value':'cAnArY'}}}",
                    "{'email':'z','custom_password_hash':{'algorithm':'md5','hash':{'value':'*****','encoding':'hex'},"
                            + "'salt':{'value':'*****'}}}"),
            Map.entry(
                    "{'email':'m','mfa_factors':[{'totp':{'secret':'cAnArY'}}]}",
                    "{'email':'m','mfa_factors':[{'totp':{'secret':'*****'}}]}"),
            Map.entry("{'email':'broken','password_hash':'cAnArY'", "{}"),
            Map.entry("'cAnArY'", "{}"),
            Map.entry("{'email':'half \\ud800'}", "{'email':'half \ufffd'}"));

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness("usher.import.max-record-size=4MB");

    private final RejectedUsers users = imports.bean(RejectedUsers.class);

    @TestFactory
    Stream<DynamicTest> showsRowsOfJsonWithoutSecrets() {
        // Broken elements would break an array as a whole.
        var sound = ROWS.stream().filter(row -> row.getKey().endsWith("}")).toList();
        return Stream.of(
                dynamicTest("lines", () -> checkJson(ROWS, "\n", "", "")),
                dynamicTest("array", () -> checkJson(sound, ",\n  ", "[\n", "\n]")),
                dynamicTest("array in lines", () -> checkJson(spread(sound), ",", "[", "]")));
    }

    private static List<Map.Entry<String, String>> spread(List<Map.Entry<String, String>> rows) {
        return rows.stream()
                .map(row -> Map.entry(row.getKey().replace(",'", ",\r\n  '"), row.getValue()))
                .toList();
    }

    private void checkJson(List<Map.Entry<String, String>> rows, String between, String first, String last) {
        var records = new ArrayList<String>();
        records.add("{'email':'first@x.org'}");
        rows.forEach(row -> records.add(row.getKey()));
        records.add("{'email':'last@x.org'}");
        var text = first + String.join(between, records).replace('\'', '"') + last;

        var job = imports.into(imports.connection("auth0")).run(text);

        assertThat(job.summary().failed()).isEqualTo(rows.size());
        assertShown(job.jobId(), rows.stream().map(Map.Entry::getValue).toList());
        forgetGathered(job.jobId());
        assertShown(job.jobId(), rows.stream().map(Map.Entry::getValue).toList());
    }

    private void assertShown(String jobId, List<String> expected) {
        var all = all(jobId);
        assertThat(all.toString()).doesNotContain(MARK);
        assertThat(all)
                .extracting(user -> user.user().toString().replace('"', '\''))
                .isEqualTo(expected);
        assertThat(all)
                .extracting(RejectedUser::record)
                .isEqualTo(IntStream.range(0, expected.size())
                        .mapToObj(i -> i + 2L)
                        .toList());
        assertThat(all)
                .allSatisfy(user ->
                        assertThat(user.errors()).isNotEmpty().allMatch(error -> error.record() == user.record()));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void showsRowsOfCsvAsTheUsersThatTheyWereToBe(String delimiter) {
        var csv = """
                Mail,email_verified,name,password_hash,Note,last_login,user_metadata.age:number,custom_password_hash:json,app_metadata:json
                first@x.org,true,Ann,,,,,,
                x,TRUE,"Ann ""A"",
                Lee, Ä",cAnArY,cAnArY,2020,12.50,,"{""plan"":[1]}"
                y,maybe,,,,,old,"{""hash"": cAnArY",{broken
                z,,,,,,,"{""algorithm"":""md5"",""hash"":{""value"":""cAnArY""}}",password: cAnArY
                w,cAnArY
                "v"cAnArY,,,,,,,,
                last@x.org,,,,,,,,
                """;
        var text = delimiter.equals(",")
                ? csv
                : csv.lines().map(line -> other(line, delimiter)).reduce("", (a, b) -> a + b + "\n");

        var job = imports.into(imports.connection("auth0"))
                .named("users.csv")
                .csv(new Csv(null, Map.of("Mail", "email", "Note", ""), CsvEscape.NONE))
                .run(text);

        assertThat(job.summary().inserted()).isEqualTo(2);
        assertShown(
                job.jobId(),
                List.of(
                        "{'email':'x','email_verified':true,'name':'Ann \\'A\\',\\nLee, Ä','password_hash':'*****',"
                                + "'app_metadata':{'plan':[1]},'user_metadata':{'age':12.50}}",
                        "{'email':'y','email_verified':'maybe','custom_password_hash':'*****','app_metadata':'{broken',"
                                + "'user_metadata':{'age':'old'}}",
                        "{'email':'z','custom_password_hash':{'algorithm':'md5','hash':{'value':'*****'}},"
                                + "'app_metadata':'*****'}",
                        "{}",
                        "{}"));
    }

    @Test
    void takesAwayWhatAnExportAddedToTexts() {
        var job = imports.into(imports.connection("auth0"))
                .named("users.csv")
                .csv(new Csv(null, Map.of(), CsvEscape.AUTH0))
                .run("\"'email\",\"'name\"\n\"'x\",\"'Ann\"\n");

        assertThat(shown(job.jobId())).containsExactly("{'email':'x','name':'Ann'}");
    }

    @Test
    void findsRecordsOfPackedInput() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("\ufeff{\"email\":\"a@x.org\"}\r\n\r\n{\"email\":\"x\"}\r\n".getBytes(UTF_8));
        }

        var job = imports.into(imports.connection("auth0")).named("users.gz").run(packed.toByteArray());

        assertThat(shown(job.jobId())).containsExactly("{'email':'x'}");
    }

    @Test
    void showsBytesThatAreNoUtf8AsQuestionMarks() {
        var bytes = "{\"email\":\"x\",\"name\":\"J\u00fcrg\"}".getBytes(ISO_8859_1);

        var job = imports.into(imports.connection("auth0")).run(bytes);

        assertThat(shown(job.jobId())).containsExactly("{'email':'x','name':'J?rg'}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handsOverPages(boolean gathered) {
        var job = imports.into(imports.connection("auth0"))
                .named("users.csv")
                .run("email\n"
                        + String.join(
                                "\n",
                                IntStream.rangeClosed(1, 9)
                                        .mapToObj(i -> i % 3 == 0 ? "good" + i + "@x.org" : "bad" + i)
                                        .toList()));
        if (!gathered) {
            forgetGathered(job.jobId());
        }

        assertThat(page(job.jobId(), 0, 2)).containsExactly("1 {'email':'bad1'}", "2 {'email':'bad2'}");
        assertThat(page(job.jobId(), 2, 3))
                .containsExactly("4 {'email':'bad4'}", "5 {'email':'bad5'}", "7 {'email':'bad7'}");
        assertThat(page(job.jobId(), 6, 9)).containsExactly("7 {'email':'bad7'}", "8 {'email':'bad8'}");
        assertThat(page(job.jobId(), 8, 9)).isEmpty();
        assertThat(page(job.jobId(), 0, 0)).isEmpty();
    }

    /** More than are asked from the database at once. */
    @Test
    void handsOverThousands() {
        var job = imports.into(imports.connection("auth0"))
                .run(String.join(
                        "\n",
                        IntStream.rangeClosed(1, 2_500)
                                .mapToObj(i -> "{\"email\":\"bad" + i + "\"}")
                                .toList()));

        assertThat(page(job.jobId(), 0, Long.MAX_VALUE)).hasSize(2_500).endsWith("2500 {'email':'bad2500'}");
        assertThat(page(job.jobId(), 0, 1_500)).hasSize(1_500).endsWith("1500 {'email':'bad1500'}");
        assertThat(page(job.jobId(), 1_300, 1_000))
                .startsWith("1301 {'email':'bad1301'}")
                .endsWith("2300 {'email':'bad2300'}");
    }

    @Test
    void cutsRowsThatAreLargerThanAMegabyte() {
        var long2 = "\"" + "é".repeat(700_000) + "\"";
        var job = imports.into(imports.connection("auth0")).run("""
                {"given_name":%1$s,"email":"x","nickname":"n","app_metadata":{"a.b":1},"user_metadata":{"a":%1$s},"name":1,"extra":1}
                {"email":"y","user_metadata":{"a.b":%1$s},"password_hash":"cAnArY"}
                {"email":"z","user_metadata":{"a":%1$s}
                """.formatted(long2));

        var all = all(job.jobId());
        assertThat(all).allMatch(RejectedUser::cut);
        assertThat(all.get(0).user().propertyNames())
                .containsExactly("given_name", "email", "app_metadata", "name", "extra");
        assertThat(all.get(0).user().get("given_name").stringValue()).isEqualTo("é".repeat(1_000) + "…");
        assertThat(all.get(0).user().get("app_metadata").toString()).isEqualTo("{\"a.b\":1}");
        assertThat(all.get(1).user().toString()).isEqualTo("{\"email\":\"y\",\"password_hash\":\"*****\"}");
        assertThat(all.get(2).user().toString()).isEqualTo("{}");
    }

    @Test
    void cutsRowsOfCsvThatAreLargerThanAMegabyte() {
        var wide = "\"" + "x,\"\"é\n".repeat(200_000) + "\"";
        var job = imports.into(imports.connection("auth0")).named("users.csv").run("""
                user_metadata.a,email,name,blocked,nickname
                %1$s,x,Ann,maybe,n
                %1$s,y,%1$s,true,n
                %1$s,z
                """.formatted(wide));

        var all = all(job.jobId());
        assertThat(all).allMatch(RejectedUser::cut);
        assertThat(shown(job.jobId())).containsExactly("{'email':'x','blocked':'maybe'}", "{'email':'y'}", "{}");
    }

    @Test
    void showsNothingOfARecordThatIsTooLong() {
        var job = imports.into(imports.connection("auth0"))
                .run("{\"email\":\"x\",\"name\":\"" + "x".repeat(5 << 20) + "\"}\n{\"email\":\"y\"}\n");

        assertThat(job.errorCodes()).startsWith("1 LINE_TOO_LONG");
        assertThat(shown(job.jobId())).containsExactly("{}", "{'email':'y'}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsTheInputOfAJobThatGatheredNothing(boolean there) throws IOException {
        var file = Files.writeString(imports.file("users.csv"), "email,name\nx,Ann\n");
        var job = importOf("users.csv").run(file);
        forgetGathered(job.jobId());
        if (!there) {
            Files.delete(file);
        }

        assertThat(shown(job.jobId())).containsExactly(there ? "{'email':'x','name':'Ann'}" : "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email,name\nx,Ann and somebody else\n", "name,other\nx,Ann\n", ""})
    void showsNothingOfAnInputThatWasReplaced(String other) throws IOException {
        var file = Files.writeString(imports.file("users.csv"), "email,name\nx,Ann\n");
        var job = importOf("users.csv").run(file);
        forgetGathered(job.jobId());
        Files.writeString(file, other);

        assertThat(shown(job.jobId())).containsExactly("{}");
    }

    @Test
    void hasNothingToShowOfAJobThatRejectedNothing() {
        var job = imports.into(imports.connection("auth0")).rows("{'email':'a@x.org'}");

        assertThat(all(job.jobId())).isEmpty();
        assertThat(all("job_0000000000009999")).isEmpty();
    }

    private static AnImport importOf(String name) {
        return imports.into(imports.connection("auth0")).named(name);
    }

    /** As if the job had not come to the end, where it gathers them. */
    private static void forgetGathered(String jobId) {
        imports.jdbc()
                .sql("UPDATE jobs SET rejects = NULL WHERE id = :job")
                .param("job", jobId)
                .update();
    }

    private List<String> shown(String jobId) {
        return all(jobId).stream()
                .map(user -> user.user().toString().replace('"', '\''))
                .toList();
    }

    private List<String> page(String jobId, long after, long limit) {
        var page = new ArrayList<String>();
        users.forEach(
                jobId,
                after,
                limit,
                user -> page.add(user.record() + " " + user.user().toString().replace('"', '\'')));
        return page;
    }

    private List<RejectedUser> all(String jobId) {
        var all = new ArrayList<RejectedUser>();
        users.forEach(jobId, 0, Long.MAX_VALUE, all::add);
        return all;
    }

    /** A line of CSV whose cells hold no delimiter but commas within quotes. */
    private static String other(String line, String delimiter) {
        var out = new StringBuilder();
        boolean quoted = line.startsWith("Lee");
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            out.append(c == ',' && !quoted ? delimiter : String.valueOf(c));
        }
        return out.toString();
    }
}
