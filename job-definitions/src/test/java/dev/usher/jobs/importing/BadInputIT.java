package dev.usher.jobs.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.rejection.StoredRowError;
import dev.usher.jobs.testkit.FinishedImport;
import dev.usher.jobs.testkit.GoldenTable;
import dev.usher.jobs.testkit.ImportJobHarness;
import dev.usher.jobs.testkit.SpecInput;
import dev.usher.jobs.user.UserAttribute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.Yaml;

/**
 * Bad records and bad files through the whole job: it ends, good neighbours are imported, and every rejection names
 * line, column, code and path, as {@code bad-input/golden.txt} has them. To write that file anew, run with {@code
 * -Dusher.test.write-golden=true} and read the difference.
 */
class BadInputIT {

    private static final long MAX_MILLIS = 10_000;
    private static final Path CASES = Path.of("src/test/resources/bad-input");
    private static final Path PARSE_SPECS = Path.of("src/test/resources/parse/spec");

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness();

    private static final GoldenTable golden = GoldenTable.at(CASES.resolve("golden.txt"));

    @AfterAll
    static void writeGolden() {
        golden.writeIfAsked();
    }

    /** Each record stands between good ones; as lines, packed, and as the elements of an array. */
    @TestFactory
    Stream<DynamicNode> rejectsRecordsWithExactPlaces() {
        var themes = new LinkedHashMap<String, List<Map<String, String>>>();
        themes.putAll(load(CASES.resolve("rows.yaml")));
        themes.put("types", wrongTypes());
        return themes.entrySet().stream()
                .map(theme -> dynamicContainer(
                        theme.getKey(),
                        Stream.of(
                                dynamicTest("lines", () -> checkRows(theme.getKey(), theme.getValue(), Framing.LINES)),
                                dynamicTest(
                                        "packed", () -> checkRows(theme.getKey(), theme.getValue(), Framing.PACKED)),
                                dynamicTest(
                                        "array", () -> checkRows(theme.getKey(), theme.getValue(), Framing.ARRAY)))));
    }

    private enum Framing {
        LINES,
        PACKED,
        ARRAY;

        byte[] file(List<String> records) throws IOException {
            return switch (this) {
                case LINES -> String.join("\n", records).getBytes(UTF_8);
                case PACKED -> gzip(String.join("\r\n", records).getBytes(UTF_8));
                case ARRAY -> ("[\n" + String.join(",\n", records) + "\n]").getBytes(UTF_8);
            };
        }
    }

    private static void checkRows(String theme, List<Map<String, String>> cases, Framing framing) throws IOException {
        var records = new ArrayList<String>();
        records.add("{\"email\":\"first@x.org\",\"username\":\"first\"}");
        for (var badRow : cases) {
            records.add(SpecInput.expand(badRow.getOrDefault("row", "")).replace('\'', '"'));
            records.add("{\"email\":\"good" + records.size() + "@x.org\",\"username\":\"good" + records.size() + "\"}");
        }
        boolean username = theme.equals("with-username");
        if (!username) {
            records.replaceAll(record -> record.replaceFirst(",\"username\":\"(first|good\\d+)\"}", "}"));
        }

        var job = imports.into(database(username)).run(framing.file(records));

        int firstLine = framing == Framing.ARRAY ? 2 : 1;
        assertThat(job.millis()).isLessThan(MAX_MILLIS);
        assertThat(job.counts())
                .isEqualTo((cases.size() + 1) + " inserted, 0 updated (0 unchanged), " + cases.size() + " failed");
        var byRecord = job.errors().stream().collect(Collectors.groupingBy(StoredRowError::record));
        for (int i = 0; i < cases.size(); i++) {
            long record = 2L * i + 2;
            var errors = byRecord.getOrDefault(record, List.of());
            assertThat(errors).isNotEmpty().allMatch(e -> e.line() == record - 1 + firstLine);
            golden.check(
                    "row " + theme + "/" + cases.get(i).get("id"),
                    errors.stream()
                            .map(e -> e.column() + " " + e.code() + (e.path() == null ? "" : " " + e.path()))
                            .collect(Collectors.joining("; ")));
        }
    }

    /** Every attribute with a value of every type that is not its own. */
    private static List<Map<String, String>> wrongTypes() {
        var values = Map.of(
                UserAttribute.Type.TEXT, "'x'",
                UserAttribute.Type.BOOLEAN, "true",
                UserAttribute.Type.OBJECT, "{}",
                UserAttribute.Type.ARRAY, "[]");
        var cases = new ArrayList<Map<String, String>>();
        for (var attribute : UserAttribute.values()) {
            var name = attribute.attributeName();
            var email = attribute == UserAttribute.EMAIL ? "" : "'email':'t" + cases.size() + "@x.org',";
            values.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(value -> {
                if (value.getKey() != attribute.type()) {
                    cases.add(Map.of(
                            "id",
                            name + "-" + value.getKey(),
                            "row",
                            "{" + email + "'" + name + "':" + value.getValue() + "}"));
                }
            });
            cases.add(Map.of("id", name + "-NUMBER", "row", "{" + email + "'" + name + "':1.5}"));
        }
        return cases;
    }

    /** Whole files, each a job of its own; also the inputs with which the parsers are specified. */
    @TestFactory
    Stream<DynamicNode> survivesFiles() throws IOException {
        var files = Stream.of(
                PARSE_SPECS.resolve("ndjson.yaml"),
                PARSE_SPECS.resolve("json-array.yaml"),
                PARSE_SPECS.resolve("csv.yaml"),
                PARSE_SPECS.resolve("csv-header.yaml"),
                PARSE_SPECS.resolve("input.yaml"),
                CASES.resolve("files.yaml"));
        return files.map(file -> dynamicContainer(file.getFileName().toString(), fileTests(file)));
    }

    private static Stream<DynamicTest> fileTests(Path yaml) {
        try (var reader = Files.newBufferedReader(yaml)) {
            List<Map<String, Object>> cases = new Yaml().load(reader);
            return cases.stream().filter(BadInputIT::isBad).map(spec -> {
                var name = yaml.getFileName().toString().replace(".yaml", "") + "/" + spec.get("id");
                return dynamicTest(name, () -> checkFile(name, spec));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBad(Map<String, Object> spec) {
        return !(spec.get("rows") instanceof List<?> rows)
                || rows.stream().anyMatch(row -> !row.toString().startsWith("ok"));
    }

    private static void checkFile(String name, Map<String, Object> spec) throws IOException {
        var connection = database(false);
        boolean raw = "raw".equals(spec.get("bytes"));
        var content = SpecInput.expand(String.valueOf(spec.get("input"))).getBytes(raw ? ISO_8859_1 : UTF_8);
        @SuppressWarnings("unchecked")
        var renames = (Map<String, String>) spec.getOrDefault("renames", Map.of());

        var job = imports.into(connection)
                .named(String.valueOf(spec.getOrDefault("name", "")))
                .format(format(spec))
                .csv(new Csv((String) spec.get("delimiter"), renames, CsvEscape.valueOf((String)
                        spec.getOrDefault("escape", "NONE"))))
                .run(content);

        assertThat(job.millis()).isLessThan(MAX_MILLIS);
        golden.check("file " + name, outcome(job));
    }

    private static Format format(Map<String, Object> spec) {
        var format = String.valueOf(spec.getOrDefault("format", "AUTO"));
        return format.equals("JSON_ARRAY") ? Format.JSON : Format.valueOf(format);
    }

    private static String outcome(FinishedImport job) {
        return job.completed()
                ? job.summary().inserted() + " ok | " + String.join("; ", job.errorPlaces())
                : job.reason() + " " + job.details();
    }

    @TestFactory
    Stream<DynamicTest> survivesPackedFiles() throws IOException {
        var lines = "{\"email\":\"a@x.org\"}\n{\"email\":\"b@x.org\"}\n{\"email\":5}\n";
        var packed = gzip(lines.getBytes(UTF_8));
        var badSum = packed.clone();
        badSum[badSum.length - 6] ^= 1;
        var badData = packed.clone();
        badData[badData.length / 2] ^= 0x55;
        var half = lines.length() / 2;
        var files = new LinkedHashMap<String, byte[]>();
        files.put("whole", packed);
        files.put("truncated-header", java.util.Arrays.copyOf(packed, 5));
        files.put("truncated-data", java.util.Arrays.copyOf(packed, packed.length / 2));
        files.put("truncated-trailer", java.util.Arrays.copyOf(packed, packed.length - 3));
        files.put("bad-checksum", badSum);
        files.put("bad-data", badData);
        files.put("trailing-garbage", join(packed, "garbage".getBytes(UTF_8)));
        files.put("trailing-zeros", join(packed, new byte[512]));
        files.put(
                "two-members",
                join(
                        gzip(lines.substring(0, half).getBytes(UTF_8)),
                        gzip(lines.substring(half).getBytes(UTF_8))));
        files.put("twice-packed", gzip(packed));
        files.put("nothing-inside", gzip(new byte[0]));
        files.put("zeros-inside", gzip(new byte[64 << 20]));
        files.put("blanks-inside", gzip(" ".repeat(32 << 20).getBytes(UTF_8)));
        files.put("zip-inside", gzip("PK\u0003\u0004".getBytes(UTF_8)));
        files.put("array-inside", gzip("[{\"email\":\"a@x.org\"},\n{\"email\":5}]".getBytes(UTF_8)));
        files.put("csv-inside", gzip("email;name\na@x.org;b\nc;\n".getBytes(UTF_8)));
        return files.entrySet().stream()
                .map(file -> dynamicTest(file.getKey(), () -> {
                    var job = imports.into(database(false))
                            .named("users.ndjson.gz")
                            .run(file.getValue());

                    assertThat(job.millis()).isLessThan(MAX_MILLIS);
                    golden.check("packed " + file.getKey(), outcome(job));
                }));
    }

    private static Connection database(boolean username) {
        return imports.connection(
                "auth0", new ConnectionOptions(username, 1, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of()));
    }

    private static Map<String, List<Map<String, String>>> load(Path yaml) {
        try (var reader = Files.newBufferedReader(yaml)) {
            return new Yaml().load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        var all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
