package dev.usher.jobs.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How the texts in a CSV file are kept from being taken for formulas by a spreadsheet. Whatever an export adds, an import
 * that is told of it takes away again, and nothing else.
 *
 * <p>Example: {@code =1+1}, {@code 'tis} and {@code Ann} are written as {@code '=1+1}, {@code ''tis} and, by {@link #AUTH0}
 * alone, {@code 'Ann}.
 */
public enum CsvEscape {
    /** An apostrophe in front of every text, as Auth0 writes it. */
    AUTH0 {
        @Override
        public boolean escapes(byte[] utf8, int from, int to) {
            return true;
        }

        @Override
        boolean undoes(String cell) {
            return true;
        }
    },

    /** An apostrophe in front of texts that a spreadsheet may take for a formula, and of those that begin with one. */
    FORMULA {
        @Override
        public boolean escapes(byte[] utf8, int from, int to) {
            return FormulaText.mayBegin(utf8, from, to);
        }

        @Override
        boolean undoes(String cell) {
            byte[] rest = cell.substring(1).getBytes(UTF_8);
            return FormulaText.mayBegin(rest, 0, rest.length);
        }
    },

    /** Texts as they are. */
    NONE {
        @Override
        public boolean escapes(byte[] utf8, int from, int to) {
            return false;
        }

        @Override
        boolean undoes(String cell) {
            return false;
        }
    };

    public static final char MARK = '\'';

    /** Whether an apostrophe goes in front of a text. */
    public abstract boolean escapes(byte[] utf8, int from, int to);

    /** Whether a cell that begins with an apostrophe got it from an export. */
    abstract boolean undoes(String cell);

    /** How the names of columns are escaped: plain ones stay what users and scripts expect. */
    public CsvEscape ofHeader() {
        return this == NONE ? NONE : FORMULA;
    }

    /** How many characters at the beginning of a cell are no part of its text: 1 or 0. */
    public int markLength(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == MARK && undoes(cell) ? 1 : 0;
    }

    /** The text of a cell as it was before it was escaped. */
    public String undo(String cell) {
        return cell.substring(markLength(cell));
    }
}
