package dev.usher.app.login;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is logged in at which client, and the refresh tokens of that. Shared by all threads. */
interface Sessions {

    /**
     * Begins one in the transaction of the calling thread.
     *
     * @return its id
     */
    String open(Subject subject, String clientId);

    /**
     * Lets one last longer, or begins another where it was ended, in the transaction of the calling thread.
     *
     * @return its id
     */
    String prolong(String sessionId, Subject subject, String clientId);

    /** @return a token that can't be read again */
    String issue(Lease lease);

    /** Whose token it is, good or not. */
    Optional<String> owner(String token, String clientId);

    /**
     * Uses a token up, in the transaction of the calling thread. One that was used before ends all that came of the same login:
     * one of the two who have it is a thief, and the transaction must be committed.
     */
    Optional<Lease> use(String token, String clientId);

    boolean isOpen(String sessionId, String userId);

    /**
     * Ends sessions of a user.
     *
     * @param sessionId the only one that is meant; null for all
     * @param keepTokens whether their refresh tokens stay good
     */
    void end(String userId, @Nullable String sessionId, boolean keepTokens);

    /**
     * What a refresh token is for.
     *
     * @param family of the tokens that came of the same login; null for the first
     * @param scopes separated by blanks
     */
    record Lease(
            @Nullable String family,
            String sessionId,
            Subject subject,
            String clientId,
            String scopes,
            @Nullable String audience) {}
}
