package dev.usher.app.login;

/**
 * What decides whether a user may log in.
 *
 * @param hasFactor whether a password is not enough
 */
record LoginUser(String userId, boolean blocked, boolean hasFactor) {}
