package dev.usher.jobs.importing.validate;

import dev.usher.jobs.importing.row.RowValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a row as the JDK has them, for credentials, which know no rows. */
public final class JdkJson {

    private static final int MAX_LONG_DIGITS = 18;
    /** Nothing that is read of a credential is nested deeper; the rest need not be copied. */
    private static final int MAX_LEVELS = 8;

    private JdkJson() {}

    public static Map<String, @Nullable Object> of(RowValue.Obj object) {
        return of(object, 1);
    }

    static List<@Nullable Object> of(RowValue.Arr array) {
        return of(array, 1);
    }

    private static Map<String, @Nullable Object> of(RowValue.Obj object, int level) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        object.members().forEach((key, value) -> members.put(key, of(value, level + 1)));
        return members;
    }

    private static List<@Nullable Object> of(RowValue.Arr array, int level) {
        var items = new ArrayList<@Nullable Object>();
        array.items().forEach(item -> items.add(of(item, level + 1)));
        return items;
    }

    /** Whole numbers become {@link Long}, those beyond its range its nearest bound; others {@link Double}. */
    static Number of(RowValue.Num number) {
        if (number.literal().length() > 100 || !StorableNumber.fits(number.literal())) {
            return number.literal().startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        var decimal = new BigDecimal(number.literal());
        if (decimal.signum() != 0 && (long) decimal.precision() - decimal.scale() > MAX_LONG_DIGITS) {
            return decimal.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        boolean whole = decimal.signum() == 0 || decimal.stripTrailingZeros().scale() <= 0;
        return whole ? (Number) decimal.longValue() : (Number) decimal.doubleValue();
    }

    private static @Nullable Object of(RowValue value, int level) {
        if (value instanceof RowValue.Text text) {
            return text.value();
        }
        if (value instanceof RowValue.Bool bool) {
            return bool.value();
        }
        if (value instanceof RowValue.Num number) {
            return of(number);
        }
        if (value instanceof RowValue.Null) {
            return null;
        }
        if (level > MAX_LEVELS) {
            return value instanceof RowValue.Obj ? Map.of() : List.of();
        }
        return value instanceof RowValue.Obj object ? of(object, level) : of((RowValue.Arr) value, level);
    }
}
