package dev.usher.app.login;

/** Why nobody is logged in. */
public enum LoginProblem {
    /** There is nobody of that name, or not with that password. */
    WRONG_PASSWORD,
    /** There is no database connection of the name that the request gives. */
    UNKNOWN_CONNECTION,
    /** Too many wrong passwords came from this address for this name. */
    TOO_MANY_ATTEMPTS,
    /** The password is right, and the user may not log in. */
    USER_BLOCKED,
    /** The password is right, and the user has a second factor. */
    MFA_REQUIRED,
    /** What stands for the right password is unknown, used or too old. */
    INVALID_MFA_TOKEN,
    /** The one-time password is wrong, too old, or was used before. */
    WRONG_OTP,
    /** The recovery code is wrong, or was used before. */
    WRONG_RECOVERY_CODE,
    /** The refresh token is unknown, used, revoked or too old. */
    INVALID_REFRESH_TOKEN,
    /** The login began when its audience was still in the settings. */
    UNKNOWN_AUDIENCE,
    /** The password became another one, again and again, while it was checked. */
    OVERTAKEN,
    /** More passwords wait for a processor than may. */
    BUSY
}
