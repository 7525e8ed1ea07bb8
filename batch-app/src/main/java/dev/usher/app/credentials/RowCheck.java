package dev.usher.app.credentials;

import dev.usher.app.credentials.CredentialReport.Outcome;
import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.CredentialProblem;
import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.verify.PasswordVerifier;
import dev.usher.jobs.credential.verify.Verification;
import java.util.List;
import java.util.Optional;

/** Holds one known password against the hash of its user. Shared by all threads. */
final class RowCheck {

    private final CostLimits limits;
    private final PasswordVerifier verifier;
    private final Diagnosis diagnosis;

    RowCheck(CostLimits limits) {
        this.limits = limits;
        this.verifier = new PasswordVerifier(limits);
        this.diagnosis = new Diagnosis(verifier, limits);
    }

    /** @param users whom the password may belong to */
    CheckedRow check(KnownPassword known, List<StoredUser> users) {
        if (users.size() != 1) {
            return CheckedRow.without(known, Optional.empty(), users.isEmpty() ? Outcome.NOT_FOUND : Outcome.AMBIGUOUS);
        }
        var user = users.get(0);
        Optional<String> userId = Optional.of(user.userId()).filter(id -> !id.isEmpty());
        return user.hash()
                .map(hash -> check(known, userId, hash))
                .orElseGet(() -> CheckedRow.without(known, userId, Outcome.NO_HASH));
    }

    private CheckedRow check(KnownPassword known, Optional<String> userId, StoredHash stored) {
        if (stored instanceof StoredHash.Native hash) {
            return row(
                    known,
                    userId,
                    stored,
                    verifier.verify(known.password(), hash.value()),
                    new Diagnosis.Finding(true, Optional.empty()));
        }
        var custom = (StoredHash.Custom) stored;
        List<CredentialProblem> problems = CustomPasswordHash.problemsOf(custom.json(), limits);
        if (!problems.isEmpty()) {
            var refused = new Verification.Refused(problems.get(0).message());
            return row(known, userId, stored, refused, new Diagnosis.Finding(false, Optional.empty()));
        }
        var hash = CustomPasswordHash.of(custom.json(), limits).orElseThrow();
        var verification = verifier.verify(known.password(), hash);
        var finding = verification == Verification.Outcome.NO_MATCH
                ? diagnosis.of(known.password(), custom, hash.algorithm())
                : new Diagnosis.Finding(false, Optional.empty());
        return row(known, userId, stored, verification, finding);
    }

    private static CheckedRow row(
            KnownPassword known,
            Optional<String> userId,
            StoredHash stored,
            Verification verification,
            Diagnosis.Finding finding) {
        boolean refused = verification instanceof Verification.Refused;
        return new CheckedRow(
                known.line(),
                userId.or(known::userId),
                verification.matches() ? Outcome.MATCHED : refused ? Outcome.REFUSED : Outcome.FAILED,
                Optional.of(stored.algorithm()),
                verification instanceof Verification.Refused refusal ? Optional.of(refusal.reason()) : finding.change(),
                finding.searched());
    }
}
