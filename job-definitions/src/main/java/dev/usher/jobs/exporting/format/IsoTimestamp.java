package dev.usher.jobs.exporting.format;

import java.time.LocalDate;

/** Writes a point in time as {@code 2023-01-25T17:48:15.325Z}, cut to milliseconds. */
final class IsoTimestamp {

    private static final long DAYS_FROM_1970_TO_2000 = 10_957;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private IsoTimestamp() {}

    /** @param bytes eight of them from {@code at}: microseconds since 2000-01-01T00:00Z, big endian */
    static void append(TextBuffer out, byte[] bytes, int at) {
        long micros = 0;
        for (int i = at; i < at + 8; i++) {
            micros = (micros << 8) | (bytes[i] & 0xff);
        }
        var date = LocalDate.ofEpochDay(DAYS_FROM_1970_TO_2000 + Math.floorDiv(micros, MICROS_PER_DAY));
        int millis = (int) (Math.floorMod(micros, MICROS_PER_DAY) / 1000);
        digits(out, date.getYear(), 4);
        out.append('-');
        digits(out, date.getMonthValue(), 2);
        out.append('-');
        digits(out, date.getDayOfMonth(), 2);
        out.append('T');
        digits(out, millis / 3_600_000, 2);
        out.append(':');
        digits(out, millis / 60_000 % 60, 2);
        out.append(':');
        digits(out, millis / 1000 % 60, 2);
        out.append('.');
        digits(out, millis % 1000, 3);
        out.append('Z');
    }

    /** At least as many digits as are asked for. */
    private static void digits(TextBuffer out, int number, int count) {
        if (count > 1 || number > 9) {
            digits(out, number / 10, count - 1);
        }
        out.append((char) ('0' + number % 10));
    }
}
