package dev.usher.jobs.importing.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells from an input's first bytes what it is. */
public final class InputProbe {

    /** As many bytes of the input (or as many as it has) as a probe wants to see. */
    public static final int HEAD_BYTES = 64 * 1024;

    private final byte[] head;
    private final int length;

    public InputProbe(byte[] head, int length) {
        this.head = head;
        this.length = length;
    }

    /** Whether it begins as gzip does. */
    public boolean isGzip() {
        return length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    /**
     * Describes unpacked input.
     *
     * @param gzip whether the bytes were unpacked from gzip
     * @throws UnreadableInputException if it is empty, or nothing that can be read as users
     */
    public InputDescription describe(boolean gzip, InputHints hints) {
        if (gzip && isGzip()) {
            throw new UnreadableInputException(
                    "The input is packed with gzip twice. Unpack it once (gunzip) and import the result.");
        }
        ForeignContent.refuse(head, length);
        int bom = bomLength();
        int first = firstNonBlank(bom);
        if (first == length) {
            throw new UnreadableInputException("The input is empty: it holds no users.");
        }
        InputFormat format = format(first, hints);
        if (format == InputFormat.NDJSON) {
            PrettyPrintedJson.refuse(head, first, length);
        }
        CsvDialect dialect = format == InputFormat.CSV ? dialect(first, hints.dialect()) : null;
        return new InputDescription(format, gzip, bom, dialect);
    }

    private int bomLength() {
        int bom = 0;
        while (bom + 2 < length
                && (head[bom] & 0xff) == 0xef
                && (head[bom + 1] & 0xff) == 0xbb
                && (head[bom + 2] & 0xff) == 0xbf) {
            bom += 3;
        }
        return bom;
    }

    private int firstNonBlank(int from) {
        int i = from;
        while (i < length && (head[i] == ' ' || head[i] == '\t' || head[i] == '\r' || head[i] == '\n')) {
            i++;
        }
        return i;
    }

    private InputFormat format(int first, InputHints hints) {
        if (hints.format() != null) {
            return hints.format();
        }
        if (head[first] == '[') {
            return InputFormat.JSON_ARRAY;
        }
        if (head[first] == '{' || (namedJson(hints.fileName()) && !looksLikeHeader(first))) {
            return InputFormat.NDJSON;
        }
        return InputFormat.CSV;
    }

    private static boolean namedJson(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return plain.endsWith(".json") || plain.endsWith(".ndjson") || plain.endsWith(".jsonl");
    }

    /** A CSV named {@code users.json} is still CSV if its first cell is a plain name; {@code null} or {@code //} is not. */
    private boolean looksLikeHeader(int first) {
        int i = first;
        var cell = new StringBuilder();
        while (i < length && (Character.isLetterOrDigit(head[i]) || head[i] == '_' || head[i] == '.')) {
            cell.append((char) head[i++]);
        }
        boolean ends = i == length || ",;\t\r\n".indexOf(head[i]) >= 0;
        String name = cell.toString();
        boolean literal = name.equals("null") || name.equals("true") || name.equals("false");
        return ends && !literal && !name.isEmpty() && Character.isLetter(name.charAt(0));
    }

    /** The delimiter that stands most often outside quotes in the header; comma where none or two lead. */
    private CsvDialect dialect(int first, @Nullable CsvDialect given) {
        if (given != null) {
            return given;
        }
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        for (int i = first; i < length && (quoted || (head[i] != '\n' && head[i] != '\r')); i++) {
            if (head[i] == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                commas += head[i] == ',' ? 1 : 0;
                semicolons += head[i] == ';' ? 1 : 0;
                tabs += head[i] == '\t' ? 1 : 0;
            }
        }
        if (semicolons > commas && semicolons >= tabs) {
            return new CsvDialect(';');
        }
        return new CsvDialect(tabs > commas ? '\t' : ',');
    }
}
