package dev.usher.app.login;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nobody is logged in. */
public final class LoginException extends RuntimeException {

    private final LoginProblem problem;
    private final transient @Nullable String mfaToken;

    LoginException(LoginProblem problem) {
        this(problem, null);
    }

    private LoginException(LoginProblem problem, @Nullable String mfaToken) {
        super(problem.name());
        this.problem = problem;
        this.mfaToken = mfaToken;
    }

    /** @param mfaToken stands for the right password when the second factor is given */
    static LoginException mfaRequired(String mfaToken) {
        return new LoginException(LoginProblem.MFA_REQUIRED, mfaToken);
    }

    public LoginProblem problem() {
        return problem;
    }

    /** What stands for the right password; only of {@link LoginProblem#MFA_REQUIRED}. */
    public Optional<String> mfaToken() {
        return Optional.ofNullable(mfaToken);
    }

    /** Expected, and many: nobody looks at their traces. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
