package dev.usher.jobs.importing.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** Recognises content that no format of ours can hold, so that the user hears what it is instead of a parse error. */
final class ForeignContent {

    /** @param bytes what it begins with, one character per byte */
    private record Magic(String what, String remedy, String bytes) {

        boolean begins(byte[] head, int length) {
            return length >= bytes.length() && new String(head, 0, bytes.length(), ISO_8859_1).equals(bytes);
        }
    }

    private static final String UNPACK = "Unpack it and import the file inside, or pack it with gzip.";
    private static final String SAVE_AS_CSV = "Save it as CSV (UTF-8) and import that.";
    private static final String TO_UTF8 = "Convert it to UTF-8 (iconv -f UTF-16 -t UTF-8) and import the result.";

    // UTF-32 stands before UTF-16, whose mark it begins with.
    private static final List<Magic> MAGICS = List.of(
            new Magic("a ZIP archive or an Office document", UNPACK, "PK\u0003\u0004"),
            new Magic("an empty ZIP archive", UNPACK, "PK\u0005\u0006"),
            new Magic("packed with xz", UNPACK, "\u00fd7zXZ\u0000"),
            new Magic("packed with bzip2", UNPACK, "BZh1AY"),
            new Magic("packed with bzip2", UNPACK, "BZh91AY"),
            new Magic("packed with zstd", UNPACK, "(\u00b5/\u00fd"),
            new Magic("a 7z archive", UNPACK, "7z\u00bc\u00af"),
            new Magic("an Excel 97 workbook", SAVE_AS_CSV, "\u00d0\u00cf\u0011\u00e0"),
            new Magic("a PDF document", SAVE_AS_CSV, "%PDF"),
            new Magic("a Parquet file", SAVE_AS_CSV, "PAR1"),
            new Magic("UTF-32", TO_UTF8.replace("UTF-16", "UTF-32"), "\u00ff\u00fe\u0000\u0000"),
            new Magic("UTF-32", TO_UTF8.replace("UTF-16", "UTF-32"), "\u0000\u0000\u00fe\u00ff"),
            new Magic("UTF-16", TO_UTF8, "\u00ff\u00fe"),
            new Magic("UTF-16", TO_UTF8, "\u00fe\u00ff"));

    private ForeignContent() {}

    static void refuse(byte[] head, int length) {
        for (Magic magic : MAGICS) {
            if (magic.begins(head, length)) {
                throw new UnreadableInputException(
                        "The input is " + magic.what + ", not UTF-8 text with users. " + magic.remedy);
            }
        }
        if (everySecondByteIsNul(head, length, 0) || everySecondByteIsNul(head, length, 1)) {
            throw new UnreadableInputException("The input is UTF-16 without a byte order mark, not UTF-8. " + TO_UTF8);
        }
        if (isBinary(head, Math.min(length, 4096))) {
            throw new UnreadableInputException("The input is binary data, not UTF-8 text with users."
                    + " Import NDJSON, a JSON array or CSV, plain or packed with gzip.");
        }
    }

    private static boolean everySecondByteIsNul(byte[] head, int length, int first) {
        if (length < 4) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            if ((head[i] == 0) != (i % 2 == first)) {
                return false;
            }
        }
        return true;
    }

    /** More than a tenth control characters: a stray NUL in a text is left to the rows' own checks. */
    private static boolean isBinary(byte[] head, int length) {
        int controls = 0;
        for (int i = 0; i < length; i++) {
            boolean blank = head[i] == '\t' || head[i] == '\n' || head[i] == '\r' || head[i] == '\f';
            controls += head[i] >= 0 && head[i] < ' ' && !blank ? 1 : 0;
        }
        return controls > 4 && controls > length / 10;
    }
}
