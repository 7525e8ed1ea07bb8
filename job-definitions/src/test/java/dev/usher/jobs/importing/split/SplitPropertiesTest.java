package dev.usher.jobs.importing.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.parse.ReadRecords;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.source.InputHints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random files of odd pieces: however a file is cut and wherever reading begins again, the rows are the same. */
class SplitPropertiesTest {

    private static final int FILES = 150;
    private static final SplitLimits WHOLE = new SplitLimits(60, 4 << 20, 10_000, 1 << 20);
    private static final Map<InputFormat, String[]> PIECES = Map.of(
            InputFormat.CSV,
            new String[] {
                "\"",
                "\"\"",
                "\"a",
                "b\"",
                ",",
                ",",
                "\n",
                "\n",
                "\r\n",
                "\r",
                " ",
                "x",
                "é",
                "\"p\nq\"",
                "c,d\n",
                "\"e,\"\"f\",g\n",
                "\n\n",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            },
            InputFormat.NDJSON,
            new String[] {
                "{\"email\":\"é\"}\n",
                "{\"email\":1}\r\n",
                "\n",
                "  \n",
                "\r",
                "{",
                "}",
                "x",
                "{}{}\n",
                "\"",
                "\\",
                " ",
                "{\"name\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"}"
            },
            InputFormat.JSON_ARRAY,
            new String[] {
                ",{\"email\":\"é]\"}",
                ",\n{}",
                " ",
                "\r\n",
                ",[1,[2]]",
                ",\"a\\\"]\"",
                ",null",
                ",{\"a\" 1}",
                ",tre",
                ",{\"name\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"}",
                ",{\n\"x\":\"\n\"}"
            });

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void partsAndBlocksDoNotChangeTheRows(InputFormat format) throws IOException {
        for (int seed = 0; seed < FILES; seed++) {
            var random = new Random(seed);
            ReadRecords whole =
                    scan(Files.writeString(folder.resolve("input"), content(format, random)), format, WHOLE);
            var limits = new SplitLimits(60, 1 + random.nextInt(100), 1 + random.nextInt(5), 1 + random.nextInt(200));

            ReadRecords cut = scan(folder.resolve("input"), format, limits);

            assertThat(whole.scanned().parts()).hasSize(whole.scanned().records() == 0 ? 0 : 1);
            assertThat(rows(cut.all())).as("seed %d", seed).isEqualTo(rows(whole.all()));
            assertThat(cut.scanned().records()).isEqualTo(cut.all().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingGoesOnFromTheEndOfAnyBlock(InputFormat format) throws IOException {
        for (int seed = 0; seed < FILES; seed++) {
            var random = new Random(seed);
            var limits = new SplitLimits(60, 1 + random.nextInt(100), 1 + random.nextInt(5), 1 + random.nextInt(200));
            Path file = Files.writeString(folder.resolve("input"), content(format, random));
            ReadRecords records = scan(file, format, limits);
            for (int part = 0; part < records.scanned().parts().size(); part++) {
                var all = records.from(part, records.scanned().parts().get(part).start());
                for (int i = 1; i <= all.size(); i++) {
                    var after = all.get(i - 1).afterBlock();
                    boolean blockEnds =
                            i == all.size() || !all.get(i).afterBlock().equals(after);
                    if (blockEnds) {
                        var rest = rows(records.from(part, after));
                        assertThat(rest).as("seed %d", seed).isEqualTo(rows(all.subList(i, all.size())));
                    }
                }
            }
        }
    }

    private static List<String> rows(List<ReadRecords.Read> reads) {
        var rows = new ArrayList<String>();
        reads.forEach(read -> rows.add(read.row() + " " + read.errorLocations()));
        return rows;
    }

    private static ReadRecords scan(Path file, InputFormat format, SplitLimits limits) {
        return new ReadRecords(file, InputHints.of(format), limits, Map.of());
    }

    private static String content(InputFormat format, Random random) {
        var text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        text.append(format == InputFormat.CSV ? "email,name\n" : format == InputFormat.JSON_ARRAY ? "[{}" : "{}\n");
        String[] pieces = Objects.requireNonNull(PIECES.get(format));
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text + (format == InputFormat.JSON_ARRAY ? "]" : "");
    }
}
