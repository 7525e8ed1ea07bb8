package dev.usher.app.login;

/**
 * Who logs in.
 *
 * @param identityId of the user, or of the linked identity of the user, whose password it is
 */
record Subject(String userId, String identityId) {}
