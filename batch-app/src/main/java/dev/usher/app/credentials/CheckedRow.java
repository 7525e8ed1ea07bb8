package dev.usher.app.credentials;

import java.util.Optional;

/**
 * What came of one known password.
 *
 * @param userId of the user it was held against; else as the row gives it
 * @param algorithm empty if there was no hash
 * @param detail of a failure, the change that would make it match; of a refusal, the reason
 * @param searched of a failure: whether such a change was looked for
 */
record CheckedRow(
        long line,
        Optional<String> userId,
        CredentialReport.Outcome outcome,
        Optional<String> algorithm,
        Optional<String> detail,
        boolean searched) {

    static CheckedRow without(KnownPassword known, Optional<String> userId, CredentialReport.Outcome outcome) {
        return new CheckedRow(
                known.line(), userId.or(known::userId), outcome, Optional.empty(), Optional.empty(), false);
    }
}
