/**
 * Logins by password, so that imported passwords and factors can be tried out: who may log in, what is counted, and what of a
 * login can be revoked.
 *
 * <p>Start at {@link dev.usher.app.login.LoginService}. Neither HTTP nor the form of tokens is known here.
 */
@NullMarked
package dev.usher.app.login;

import org.jspecify.annotations.NullMarked;
