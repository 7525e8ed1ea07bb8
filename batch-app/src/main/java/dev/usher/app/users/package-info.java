/**
 * Users one by one: found, created, changed, linked and deleted by the rules of their connection.
 *
 * <p>Start at {@link dev.usher.app.users.UserService}. A user that is created or changed here obeys the same rules as a row of
 * an import; HTTP is not known here.
 */
@NullMarked
package dev.usher.app.users;

import org.jspecify.annotations.NullMarked;
