package dev.usher.jobs.importing.summary;

/**
 * What became of the rows of a file.
 *
 * @param read records of the file, as the scan counted them
 * @param staged records that were read again and judged
 * @param updated rows that matched a user
 * @param unchanged the part of {@code updated} that needed no write
 * @param failed rows that have at least one stored error
 */
public record ImportSummary(long read, long staged, long inserted, long updated, long unchanged, long failed) {

    /** Of a file that is not there. */
    public static final ImportSummary NONE = new ImportSummary(0, 0, 0, 0, 0, 0);

    /** Whether every record ended in exactly one of inserted, updated and failed. */
    public boolean balances() {
        return read == staged && read == inserted + updated + failed && unchanged <= updated;
    }
}
