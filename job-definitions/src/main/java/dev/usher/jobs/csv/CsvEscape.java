package dev.usher.jobs.csv;

/** How the texts in a CSV file are kept from being taken for formulas by a spreadsheet. */
public enum CsvEscape {
    /** An apostrophe in front of every text, as Auth0 writes it. */
    AUTH0,
    /** An apostrophe in front of texts that a spreadsheet may take for a formula, and of those that begin with one. */
    FORMULA,
    /** Texts as they are. */
    NONE
}
