package dev.usher.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryRowsTest {

    private static final List<List<String>> ROWS =
            List.of(List.of("a", "NULL"), List.of("", "long ".repeat(20)), List.of("NULL", "z"));

    /** The protocol does not promise that a message is a row. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 19, 20, 21, 100, 10_000})
    void readsRowsHoweverTheyAreTorn(int pieceBytes) throws IOException {
        var bytes = copy(ROWS, true);
        var read = new ArrayList<List<String>>();
        var rows = new BinaryRows(2, row -> read.add(List.of(text(row, 0), text(row, 1))));

        for (int from = 0; from < bytes.length; from += pieceBytes) {
            rows.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + pieceBytes)));
        }

        assertThat(rows.end()).isEqualTo(3);
        assertThat(read).isEqualTo(ROWS);
    }

    @Test
    void noticesThatTheEndIsMissing() throws IOException {
        var rows = new BinaryRows(2, row -> {});
        rows.add(copy(ROWS, false));

        assertThatThrownBy(rows::end).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAnotherNumberOfColumns() throws IOException {
        var rows = new BinaryRows(3, row -> {});
        var bytes = copy(ROWS, true);

        assertThatThrownBy(() -> rows.add(bytes)).hasMessageContaining("2 columns");
    }

    @Test
    void refusesWhatIsNoBinaryCopy() {
        var rows = new BinaryRows(1, row -> {});

        assertThatThrownBy(() -> rows.add(new byte[50])).hasMessageContaining("no binary COPY");
    }

    private static String text(BinaryRow row, int column) {
        return row.length(column) < 0
                ? "NULL"
                : new String(row.bytes(), row.offset(column), row.length(column), StandardCharsets.UTF_8);
    }

    private static byte[] copy(List<List<String>> rows, boolean withEnd) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeInt(0);
        out.writeInt(0);
        for (var row : rows) {
            out.writeShort(row.size());
            for (var value : row) {
                write(out, value.equals("NULL") ? null : value);
            }
        }
        if (withEnd) {
            out.writeShort(-1);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }
}
