package dev.usher.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Writes the same users in every form that a measurement needs; a file that exists is used again. */
final class SampleFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGE_ROW_CHARS = 999_000;

    private final Path folder;
    private final long seed;

    SampleFiles(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
    }

    /** Writes one user; {@code index} counts from 0. */
    private interface Format {
        void write(Writer out, SampleUser user) throws IOException;
    }

    Path ndjson(int rows, int revision) throws IOException {
        return write("users-%d-r%d.ndjson", rows, revision, "", "", SampleFiles::line);
    }

    Path gzip(int rows) throws IOException {
        return write("users-%d-r%d.ndjson.gz", rows, 0, "", "", SampleFiles::line);
    }

    Path array(int rows) throws IOException {
        return write(
                "users-%d-r%d.json",
                rows, 0, "[\n", "]\n", (out, user) -> {
                    out.write(user.number() == 0 ? "" : ",");
                    line(out, user);
                });
    }

    Path csv(int rows) throws IOException {
        String header = String.join(",", cells("", members(user(0, 0))).keySet()) + "\n";
        return write(
                "users-%d-r%d.csv",
                rows, 0, header, "", (out, user) -> {
                    String separator = "";
                    for (var cell : cells("", members(user)).values()) {
                        out.write(separator);
                        out.write(cell);
                        separator = ",";
                    }
                    out.write('\n');
                });
    }

    /** Rows as they would stand in the users table, in the text format of COPY. */
    Path copy(int rows, int revision, UsersTable table) throws IOException {
        return write(
                "users-%d-r%d." + table.connectionId() + ".copy",
                rows,
                revision,
                "",
                "",
                (out, user) -> out.write(table.copyLine(user, JSON)));
    }

    /** Rows of one megabyte each. */
    Path largeRows(int rows) throws IOException {
        String filler = "x".repeat(LARGE_ROW_CHARS);
        return write(
                "large-%d-r%d.ndjson",
                rows, 0, "", "", (out, user) -> {
                    out.write("{\"email\":\"" + user.email() + "\",\"user_metadata\":{\"notes\":\"");
                    out.write(filler);
                    out.write("\"}}\n");
                });
    }

    private Path write(String pattern, int rows, int revision, String head, String foot, Format format)
            throws IOException {
        Path file = folder.resolve(seed + "-" + pattern.formatted(rows, revision));
        if (Files.exists(file)) {
            return file;
        }
        Path half = file.resolveSibling("half-written");
        try (var out = writer(half, file.toString().endsWith(".gz"))) {
            out.write(head);
            for (int i = 0; i < rows; i++) {
                format.write(out, user(i, revision));
            }
            out.write(foot);
        }
        return Files.move(half, file);
    }

    private SampleUser user(int number, int revision) {
        return SampleUser.of(seed, number, revision);
    }

    private static Writer writer(Path file, boolean gzip) throws IOException {
        OutputStream bytes = Files.newOutputStream(file);
        return new BufferedWriter(
                new OutputStreamWriter(gzip ? new GZIPOutputStream(bytes, 1 << 16) : bytes, StandardCharsets.UTF_8),
                1 << 20);
    }

    private static void line(Writer out, SampleUser user) throws IOException {
        out.write(JSON.writeValueAsString(members(user)));
        out.write('\n');
    }

    private static Map<String, Object> members(SampleUser user) {
        var members = new LinkedHashMap<String, Object>();
        members.put("email", user.email());
        members.put("email_verified", user.emailVerified());
        members.put("given_name", user.givenName());
        members.put("family_name", user.familyName());
        members.put("name", user.name());
        members.put("nickname", user.nickname());
        members.put("picture", user.picture());
        members.put("app_metadata", user.appMetadata());
        members.put("user_metadata", user.userMetadata());
        return members;
    }

    /** Columns with their types: an object becomes a column for each of its members. */
    private static Map<String, String> cells(String path, Map<?, ?> members) {
        var cells = new LinkedHashMap<String, String>();
        members.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                cells.putAll(cells(path + name + ".", inner));
            } else if (value instanceof List<?> list) {
                cells.put(path + name + ":json", quoted(JSON.writeValueAsString(list)));
            } else {
                String type = value instanceof Number ? ":number" : value instanceof Boolean ? ":boolean" : "";
                cells.put(path + name + type, quoted(value.toString()));
            }
        });
        return cells;
    }

    private static String quoted(String text) {
        return text.contains("\"") || text.contains(",") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
