package dev.usher.jobs.credential;

/**
 * One thing that is wrong with a credential. Neither path nor message repeats a hash, a salt, a key or a secret.
 *
 * @param path where it is inside the credential, as in {@code hash.value} or {@code [0].totp.secret}; empty for the
 *     credential as a whole
 * @param message what is wrong, to stand behind the name of the property
 */
public record CredentialProblem(Kind kind, String path, String message) {

    /** Why a credential is refused. */
    public enum Kind {
        MISSING,
        UNKNOWN,
        FORBIDDEN,
        WRONG_TYPE,
        NOT_IN_ENUM,
        NO_MATCH,
        WRONG_FORMAT,
        TOO_SMALL,
        TOO_LARGE,
        TOO_SHORT,
        TOO_LONG,
        TOO_FEW_ITEMS,
        TOO_MANY_ITEMS,
        TOO_MANY_KEYS
    }
}
