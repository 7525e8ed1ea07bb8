package dev.usher.jobs.exporting.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.importing.parse.ReadRecords;
import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RowOutcome;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.source.InputHints;
import dev.usher.jobs.importing.split.SplitLimits;
import dev.usher.jobs.importing.validate.RowValidator;
import dev.usher.jobs.importing.validate.ValidationLimits;
import dev.usher.jobs.profile.UserColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an export of all fields writes, an import reads without loss, and the next export writes the same bytes. */
class RoundTripTest {

    private static final int USERS = 2_000;
    private static final long SEED = 20_240_229;

    private final RowValidator validator = new RowValidator(
            new ConnectionRules(
                    "acme",
                    Strategy.of("auth0"),
                    new ConnectionOptions(true, 1, 128, SetUserRootAttributes.NEVER_ON_LOGIN, List.of())),
            ValidationLimits.DEFAULTS,
            false);

    private final FieldSelection selection = FieldSelection.all(true);
    private final List<Map<UserColumn, Object>> users = OddUsers.list(USERS, SEED);

    @TempDir
    private Path folder;

    @Test
    void ndjson() throws IOException {
        check(new NdjsonUserFormat(selection), InputFormat.NDJSON, CsvEscape.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void csv(CsvEscape escape) throws IOException {
        check(new CsvUserFormat(selection, escape), InputFormat.CSV, escape);
    }

    private void check(UserFormat format, InputFormat input, CsvEscape escape) throws IOException {
        var file = folder.resolve("users");
        Files.write(file, OddUsers.written(users, format, selection));

        var read = new ArrayList<Map<UserColumn, Object>>();
        for (var record : new ReadRecords(file, InputHints.of(input), SplitLimits.DEFAULT, Map.of(), escape).all()) {
            read.add(values(validator.validate(record.row())));
        }

        assertThat(read).hasSameSizeAs(users);
        for (int i = 0; i < users.size(); i++) {
            assertThat(canonical(read.get(i))).as("user %d", i).isEqualTo(canonical(users.get(i)));
        }
        assertThat(Arrays.mismatch(OddUsers.written(read, format, selection), Files.readAllBytes(file)))
                .isNegative();
    }

    private static Map<UserColumn, String> canonical(Map<UserColumn, Object> values) {
        var canonical = new EnumMap<UserColumn, String>(UserColumn.class);
        values.forEach((column, value) -> canonical.put(column, AUser.jsonb(value)));
        return canonical;
    }

    private static Map<UserColumn, Object> values(RowOutcome outcome) {
        assertThat(outcome).isInstanceOf(AcceptedRow.class);
        var row = (AcceptedRow) outcome;
        assertThat(row.warnings()).isEmpty();
        var values = new EnumMap<UserColumn, Object>(UserColumn.class);
        row.values().forEach((attribute, value) -> {
            var plain = plain(value);
            if (plain != null) {
                values.put(UserColumn.findByName(attribute.attributeName()).orElseThrow(), plain);
            }
        });
        return values;
    }

    private static @Nullable Object plain(RowValue value) {
        if (value instanceof RowValue.Text text) {
            return text.value();
        }
        if (value instanceof RowValue.Bool bool) {
            return bool.value();
        }
        if (value instanceof RowValue.Num number) {
            return new BigDecimal(number.literal());
        }
        if (value instanceof RowValue.Arr array) {
            var items = new ArrayList<@Nullable Object>();
            array.items().forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value instanceof RowValue.Obj object) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            object.members().forEach((key, member) -> members.put(key, plain(member)));
            return members;
        }
        return null;
    }
}
