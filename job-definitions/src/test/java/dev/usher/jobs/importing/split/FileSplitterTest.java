package dev.usher.jobs.importing.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.usher.jobs.importing.parse.ReadRecords;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.source.InputHints;
import dev.usher.jobs.importing.source.UnreadableInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSplitterTest {

    private static final String TWO_LINES = "{\"email\":\"a\"}\n{\"email\":\"b\"}\n";

    @TempDir
    private Path folder;

    @Test
    void describesWhatItScanned() throws Exception {
        ScannedFile scanned = scan(TWO_LINES.getBytes(UTF_8));

        assertThat(scanned.records()).isEqualTo(2);
        assertThat(scanned.sizeBytes()).isEqualTo(28);
        assertThat(scanned.sha256()).isEqualTo(sha256(TWO_LINES.getBytes(UTF_8)));
        assertThat(scanned.input().gzip()).isFalse();
        assertThat(scanned.parts())
                .singleElement()
                .satisfies(part -> assertThat(part.endOffsetBytes()).isEqualTo(28));
    }

    @Test
    void cutsPartsOfAboutEqualSizeThatTouch() throws Exception {
        byte[] content = TWO_LINES.repeat(400_000).getBytes(UTF_8);

        var parts = scan(content).parts();

        assertThat(parts).hasSize(4);
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).offsetBytes()).isEqualTo(parts.get(i - 1).endOffsetBytes());
            assertThat(parts.get(i).firstRecord()).isEqualTo(parts.get(i).offsetBytes() / 14 + 1);
            assertThat(parts.get(i).firstLine()).isEqualTo(parts.get(i).firstRecord());
        }
        assertThat(parts)
                .allSatisfy(part ->
                        assertThat(part.endOffsetBytes() - part.offsetBytes()).isBetween(2_000_000L, 4_000_000L));
    }

    @Test
    void hasAtMost256Parts() throws Exception {
        var limits = new SplitLimits(100, 1000, 10, 1);
        Path file =
                Files.write(folder.resolve("input"), TWO_LINES.repeat(10_000).getBytes(UTF_8));

        var records = new ReadRecords(file, InputHints.named(""), limits, Map.of());

        assertThat(records.scanned().parts()).hasSizeLessThanOrEqualTo(256);
        assertThat(records.all()).hasSize(20_000);
    }

    @Test
    void readsGzipOfSeveralMembers() throws Exception {
        byte[] packed = concat(gzip("{\"email\":\"a\"}\n{\"em"), gzip(""), gzip("ail\":\"b\"}\n"));

        var records = ReadRecords.of(packed, folder, InputHints.named("users.ndjson"));

        assertThat(records.scanned().input().gzip()).isTrue();
        assertThat(records.scanned().sha256()).isEqualTo(sha256(packed));
        assertThat(records.scanned().sizeBytes()).isEqualTo(28);
        assertThat(records.all()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email;name\na;b\n", "[{\"email\":\"a\"}]", "\uFEFF{\"email\":\"a\"}"})
    void recognisesWhatIsPacked(String content) throws Exception {
        var records = ReadRecords.of(gzip(content), folder, InputHints.named(""));

        assertThat(records.all())
                .singleElement()
                .satisfies(read -> assertThat(read.row().errors()).isEmpty());
    }

    @Test
    void refusesGzipThatIsCutAnywhere() throws Exception {
        byte[] packed = gzip(TWO_LINES.repeat(50));
        for (int length = 3; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> scan(cut))
                    .as("cut at %d", length)
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessageContaining("ends too early, at byte " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\0\0\0\0", "{\"email\":\"c\"}\n", "PK"})
    void refusesWhatFollowsGzip(String rest) throws Exception {
        byte[] packed = gzip(TWO_LINES);

        assertThatThrownBy(() -> scan(concat(packed, rest.getBytes(UTF_8))))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("follows the gzip data at byte " + packed.length);
    }

    @Test
    void refusesFlippedBytesOrReadsTheSame() throws Exception {
        byte[] packed = gzip(TWO_LINES.repeat(50));
        int same = 0;
        for (int i = 2; i < packed.length; i++) {
            byte[] flipped = packed.clone();
            flipped[i] ^= 0x10;
            try {
                assertThat(scan(flipped).records()).isEqualTo(100);
                same++;
            } catch (UnreadableInputException e) {
                assertThat(e.getMessage()).containsIgnoringCase("gzip");
            }
        }
        // Time, flags and operating system in the header mean nothing.
        assertThat(same).isLessThanOrEqualTo(8);
    }

    @Test
    void refusesGzipInGzip() throws Exception {
        byte[] twice = gzip(gzip(TWO_LINES));

        assertThatThrownBy(() -> scan(twice)).hasMessageContaining("packed with gzip twice");
    }

    @Test
    void refusesEmptyGzip() throws Exception {
        byte[] packed = gzip("");

        assertThatThrownBy(() -> scan(packed)).hasMessageContaining("empty");
    }

    @Test
    void unpacksAnything() throws Exception {
        assertThat(scan(bomb(64 << 20)).records()).isEqualTo(1);
    }

    @Test
    void namesThePlaceInAPackedArray() throws Exception {
        byte[] packed = gzip("[{},\n {} x");

        assertThatThrownBy(() -> scan(packed)).hasMessageContaining("(line 2, column 5)");
    }

    @Test
    void stopsWhenItIsCancelled() throws Exception {
        Path file =
                Files.write(folder.resolve("input"), TWO_LINES.repeat(300_000).getBytes(UTF_8));
        var asked = new AtomicInteger();
        var request = new ScanRequest(
                file,
                OutputStream::nullOutputStream,
                InputHints.named(""),
                1,
                SplitLimits.DEFAULT,
                () -> asked.incrementAndGet() > 2);

        assertThatThrownBy(() -> FileSplitter.scan(request)).isInstanceOf(CancellationException.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void oneUnclosedQuoteInALongCsvCostsLittle() throws Exception {
        String lines = ("user@example.com,A Name," + "0123456789".repeat(40) + "\n").repeat(80_000);
        timeToRead("email,name,user_metadata.a\na,b,c\n" + lines);
        var sound = timeToRead("email,name,user_metadata.a\na,b,c\n" + lines);

        var broken = timeToRead("email,name,user_metadata.a\na,b,\"c\n" + lines);

        // Whoever looked for the end of the quote from every line on would need some thousand times as long.
        assertThat(broken).isLessThan(sound.multipliedBy(50));
        var rows = new ReadRecords(folder.resolve("input"), InputHints.named(""), SplitLimits.DEFAULT, Map.of()).all();
        assertThat(rows).hasSize(80_001);
        assertThat(rows.get(0).row().errors())
                .extracting(e -> e.code())
                .containsExactly(RowErrorCode.CSV_UNCLOSED_QUOTE);
        assertThat(rows.subList(1, rows.size()))
                .allMatch(read -> read.row().errors().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,\"b\n",
                "\"\"\"x,y\n",
                "a,\"\n",
                "\",x,\"\n",
                "\"\n",
                "\"\"\"\"\",b\n",
                "a,\"b\n\n\n\n\n\n\n\nc,d\n"
            })
    void manyOpenQuotesTakeLinearTime(String line) throws Exception {
        String content = "email,name\n" + line.repeat(10_000_000 / line.length());

        assertTimeoutPreemptively(Duration.ofSeconds(8), () -> scan(content.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"", "[{\"a\":\"", "email\n\"", "email\n"})
    void aLineWithoutEndIsNotHeld(String beginning) throws Exception {
        Path file = folder.resolve("input");
        byte[] piece = "x".repeat(1 << 20).getBytes(UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(beginning.getBytes(UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(piece);
            }
            out.write((beginning.startsWith("[") ? "\"}]" : "").getBytes(UTF_8));
        }

        var rows = new ReadRecords(file, InputHints.named(""), SplitLimits.DEFAULT, Map.of()).all();

        assertThat(rows).singleElement().satisfies(read -> {
            assertThat(read.row().errors()).extracting(e -> e.code()).containsExactly(RowErrorCode.LINE_TOO_LONG);
            assertThat(read.row().position().lengthBytes()).isGreaterThanOrEqualTo(100 << 20);
        });
    }

    private Duration timeToRead(String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        long start = System.nanoTime();
        ReadRecords.of(bytes, folder, InputHints.named("")).all();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private ScannedFile scan(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("input"), content);
        return FileSplitter.scan(new ScanRequest(
                file,
                () -> Files.newOutputStream(folder.resolve("unpacked")),
                InputHints.named(""),
                2,
                SplitLimits.DEFAULT,
                () -> false));
    }

    private static byte[] bomb(int size) throws IOException {
        byte[] zeros = new byte[size];
        Arrays.fill(zeros, (byte) 'a');
        zeros[0] = '{';
        return gzip(zeros);
    }

    private static byte[] gzip(String content) throws IOException {
        return gzip(content.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[]... pieces) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            bytes.writeBytes(piece);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
