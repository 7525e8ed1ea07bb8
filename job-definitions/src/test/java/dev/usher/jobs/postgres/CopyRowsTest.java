package dev.usher.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    @Test
    void writesTheNumberOfColumnsAndEachValueWithItsLength() {
        var rows = new CopyRows(1);

        rows.startRow(7);
        rows.add("é");
        rows.addNull();
        rows.add((String) null);
        rows.add(true);
        rows.add(-2);
        rows.add(0x0102030405060708L);
        rows.addUuid(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17});
        rows.endRow();

        assertThat(hex(rows))
                .isEqualTo("0007" + "00000002c3a9" + "ffffffff" + "ffffffff" + "0000000101" + "00000004fffffffe"
                        + "000000080102030405060708" + "000000100102030405060708090a0b0c0d0e0f10");
    }

    @Test
    void knowsWhereEachRowStarts() {
        var rows = new CopyRows(1);
        for (int n = 0; n < 40; n++) {
            rows.startRow(1);
            rows.add("x".repeat(n));
            rows.endRow();
        }

        assertThat(rows.rowStart(0)).isZero();
        assertThat(rows.rowStart(1)).isEqualTo(6);
        assertThat(rows.rowStart(2)).isEqualTo(13);
        assertThat(rows.rowStart(40)).isEqualTo(rows.length());
    }

    @Test
    void putsATextTogetherFromPieces() {
        var rows = new CopyRows(1);

        rows.startText();
        rows.append('{');
        rows.append("a1b2", 1, 3);
        rows.append('}');
        rows.endText();

        assertThat(hex(rows)).isEqualTo("00000004" + "7b31627d");
    }

    @Test
    void encodesAsUtf8() {
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            var text = random.ints(random.nextInt(30), 1, 0x11_0000)
                    .filter(c -> c < 0xd800 || c > 0xdfff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            var rows = new CopyRows(1 + random.nextInt(8));

            rows.add(text);

            assertThat(new String(rows.buffer(), 4, rows.length() - 4, StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }

    @Test
    void beginsAnewAfterItIsCleared() {
        var rows = new CopyRows(8);
        rows.startRow(1);
        rows.add("half a row");

        rows.clear();
        rows.add(1);
        rows.endRow();

        assertThat(hex(rows)).isEqualTo("0000000400000001");
        assertThat(rows.rowStart(1)).isEqualTo(8);
    }

    private static String hex(CopyRows rows) {
        return HexFormat.of().formatHex(Arrays.copyOf(rows.buffer(), rows.length()));
    }
}
