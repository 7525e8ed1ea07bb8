package dev.usher.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTextEncoderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
            plain~plain
            "a\\b"~"a\\\\b"
            "\\N"~"\\\\N"
            "\\."~"\\\\."
            ""~""
            """)
    void escapesBackslashes(String text, String encoded) {
        var rows = new CopyTextEncoder(1);

        rows.add(text);

        assertThat(rows).hasToString(encoded);
    }

    @Test
    void escapesWhatEndsAColumnOrARow() {
        var rows = new CopyTextEncoder(1);

        rows.add("a\tb\nc\rd\be\ff\u000bg");

        assertThat(rows).hasToString("a\\tb\\nc\\rd\\be\\ff\\vg");
    }

    @Test
    void writesRowsOfColumns() {
        var rows = new CopyTextEncoder(4);

        rows.add("x");
        rows.addNull();
        rows.add((String) null);
        rows.add(true);
        rows.add(false);
        rows.add(7L);
        rows.endRow();
        rows.add("");
        rows.endRow();

        assertThat(rows).hasToString("x\t\\N\t\\N\tt\tf\t7\n\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 1234567890123L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void writesNumbersInFull(long number) {
        var rows = new CopyTextEncoder(1);

        rows.add(number);

        assertThat(rows).hasToString(String.valueOf(number));
    }

    @Test
    void encodesAsUtf8() {
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            var text = random.ints(random.nextInt(30), 0, 0x11_0000)
                    .filter(c -> (c < 0xd800 || c > 0xdfff) && c != '\\' && c > 0x0d)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            var rows = new CopyTextEncoder(1 + random.nextInt(8));

            rows.add(text);

            assertThat(rows).hasToString(text);
        }
    }

    @Test
    void beginsAnewAfterItIsCleared() {
        var rows = new CopyTextEncoder(8);
        rows.add("half a row");

        rows.clear();
        rows.add("x");
        rows.endRow();

        assertThat(rows).hasToString("x\n");
    }
}
