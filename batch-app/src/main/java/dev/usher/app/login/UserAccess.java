package dev.usher.app.login;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.postgres.LockingTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What administrators do about logins: revoke, lift blocks, give new recovery codes. Shared by all threads. */
public final class UserAccess {

    private final LoginUsers users;
    private final LoginFailures failures;
    private final Sessions sessions;
    private final SecondFactors factors;
    private final LoginSecrets secrets;
    private final LockingTransactions transactions;

    UserAccess(
            LoginUsers users,
            LoginFailures failures,
            Sessions sessions,
            SecondFactors factors,
            LoginSecrets secrets,
            LockingTransactions transactions) {
        this.users = users;
        this.failures = failures;
        this.sessions = sessions;
        this.factors = factors;
        this.secrets = secrets;
        this.transactions = transactions;
    }

    /**
     * Ends sessions of a user.
     *
     * @param sessionId the only one that is meant; null for all
     * @param keepTokens whether their refresh tokens stay good
     * @throws ProblemException if there is no such user
     */
    public void revoke(String userId, @Nullable String sessionId, boolean keepTokens) {
        transactions.executeWithoutResult(status -> {
            lock(userId);
            sessions.end(userId, sessionId, keepTokens);
            if (sessionId == null) {
                factors.abandon(userId);
            }
        });
    }

    /**
     * Replaces the recovery code of a user.
     *
     * @return the new one, which can't be read again
     * @throws ProblemException if there is no such user, or it has no factor
     */
    public String newRecoveryCode(String userId) {
        var code = secrets.recoveryCode();
        transactions.executeWithoutResult(status -> {
            if (!lock(userId).hasFactor()) {
                throw new ProblemException(ProblemType.ENROLLMENT_NOT_FOUND, "Enrollment not found");
            }
            factors.setRecoveryCode(userId, code);
            users.noteFactorChange(userId);
        });
        return code;
    }

    /**
     * The blocks of all names by which the user may log in, and that of the user.
     *
     * @throws ProblemException if there is no such user
     */
    public List<UserBlock> blocks(String userId) {
        return failures.blocks(names(userId));
    }

    /**
     * Lifts the blocks of all names by which the user may log in, and that of the user.
     *
     * @throws ProblemException if there is no such user
     */
    public void unblock(String userId) {
        transactions.executeWithoutResult(status -> failures.lift(names(userId)));
    }

    /** @param name as it was typed, nobody need have it; or the id of a user */
    public List<UserBlock> blocksOfName(String name) {
        return failures.blocksEverywhere(identifiers(name));
    }

    /** @param name as it was typed, nobody need have it; or the id of a user */
    public void unblockName(String name) {
        transactions.executeWithoutResult(status -> failures.liftEverywhere(identifiers(name)));
    }

    private List<TriedName> names(String userId) {
        if (!users.exists(userId)) {
            throw ProblemException.noUser();
        }
        var names = new ArrayList<TriedName>();
        for (var name : users.names(userId)) {
            names.add(name);
            // Where nobody said which connection is meant, this user may have been meant as well as another.
            names.add(new TriedName("", name.identifier()));
        }
        names.add(TriedName.ofUser(userId));
        return names;
    }

    /** Names are counted in lower case, and ids as they are. */
    private static Set<String> identifiers(String name) {
        return Set.copyOf(List.of(PasswordLogins.storable(name), PasswordLogins.identifier(name)));
    }

    private LoginUser lock(String userId) {
        return users.lock(userId).orElseThrow(ProblemException::noUser);
    }
}
