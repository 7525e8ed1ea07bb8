package dev.usher.app.login;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logins that lack a second factor, and what of factors is used up. Shared by all threads. */
interface SecondFactors {

    /** @return a token that can't be read again */
    String begin(Pending pending);

    /** A login that is not too old. */
    Optional<Pending> find(String token, String clientId);

    /** The login is complete: its token is no good any more. */
    void finish(String token);

    /** No login of the user that lacks a second factor can be completed any more. */
    void abandon(String userId);

    /** Uses up a step of time and all before it. Whether it was not used up yet. */
    boolean useStep(String userId, long step);

    void setRecoveryCode(String userId, String code);

    /** Whether the old one was right. */
    boolean replaceRecoveryCode(String userId, String old, String code);

    /**
     * @param tried the name by which the password was found
     * @param scopes separated by blanks
     */
    record Pending(
            Subject subject,
            String clientId,
            TriedName tried,
            String scopes,
            @Nullable String audience) {

        /** Without the name, so that no log ever has it. */
        @Override
        public String toString() {
            return "Pending[" + clientId + "]";
        }
    }
}
