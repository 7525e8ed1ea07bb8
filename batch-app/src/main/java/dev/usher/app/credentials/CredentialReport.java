package dev.usher.app.credentials;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a file of known passwords.
 *
 * @param rows passwords in the file
 * @param algorithms in the order of their names
 * @param others rows that were held against no hash, by the reason
 * @param wrong the first rows that did not match, in the order of the file
 */
public record CredentialReport(long rows, List<Algorithm> algorithms, Map<Outcome, Long> others, List<WrongRow> wrong) {

    /** What becomes of a row. */
    public enum Outcome {
        MATCHED,
        /** The hash is of another password, or its parameters are wrong. */
        FAILED,
        /** The hash can't be verified, or costs too much. */
        REFUSED,
        /** No user has the id or the e-mail address. */
        NOT_FOUND,
        /** Users of several connections have the e-mail address. */
        AMBIGUOUS,
        /** The user has no password. */
        NO_HASH;

        /** For programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The hashes of one algorithm.
     *
     * @param changes of the parameters, each with the number of failed rows that would match by it
     * @param notSearched failed rows for which no change was looked for
     * @param refusals why hashes were not verified, with the number of rows
     */
    public record Algorithm(
            String name,
            long matched,
            long failed,
            Map<String, Long> changes,
            long notSearched,
            Map<String, Long> refusals) {

        public long checked() {
            return matched + failed + refused();
        }

        public long refused() {
            return sum(refusals);
        }

        /** Failed rows that no likely change would make match. */
        public long unexplained() {
            return failed - sum(changes) - notSearched;
        }

        private static long sum(Map<String, Long> counts) {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** A row that did not match, named without anything that is secret. */
    public record WrongRow(long line, Optional<String> userId, Outcome outcome) {}

    /** Rows that did not match, for whatever reason. */
    public long wrongRows() {
        return rows - algorithms.stream().mapToLong(Algorithm::matched).sum();
    }
}
