package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8: overlong forms, surrogates and what lies past U+10FFFF are malformed. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGHS = 0x8080808080808080L;

    private Utf8() {}

    static RowError error(int at) {
        return RowError.ofRecord(
                RowErrorCode.INVALID_CHARACTER,
                "A byte here is no part of a UTF-8 character; save the file as UTF-8.",
                at);
    }

    /** Index of the first byte in {@code [from, to)} that belongs to no well-formed sequence, or -1. */
    static int firstMalformed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (i + 8 <= to && ((long) LONGS.get(bytes, i) & HIGHS) == 0) {
                i += 8;
                continue;
            }
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** Puts {@code ?} in place of every malformed byte, so that all offsets stay as they are. */
    static void mask(byte[] bytes, int from, int to) {
        for (int i = firstMalformed(bytes, from, to); i >= 0; i = firstMalformed(bytes, i, to)) {
            bytes[i] = '?';
        }
    }

    /** Length of the well-formed sequence at {@code i}, or 0. */
    private static int sequenceLength(byte[] bytes, int i, int to) {
        int lead = bytes[i];
        if (lead >= 0) {
            return 1;
        }
        int length = (lead & 0xe0) == 0xc0 ? 2 : (lead & 0xf0) == 0xe0 ? 3 : (lead & 0xf8) == 0xf0 ? 4 : 0;
        if (length == 0 || i + length > to) {
            return 0;
        }
        int codePoint = lead & (0x7f >> length);
        for (int k = 1; k < length; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return 0;
            }
            codePoint = (codePoint << 6) | (bytes[i + k] & 0x3f);
        }
        return wellFormed(codePoint, length) ? length : 0;
    }

    private static boolean wellFormed(int codePoint, int length) {
        int smallest = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
        return codePoint >= smallest && codePoint <= 0x10ffff && !surrogate;
    }
}
