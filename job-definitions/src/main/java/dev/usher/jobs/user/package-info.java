/**
 * What a user is, everywhere: its attributes, their types and limits, and how e-mail addresses and ids are written.
 *
 * <p>Start at {@link dev.usher.jobs.user.UserAttribute}. It knows no connection, no file and no database.
 */
@NullMarked
package dev.usher.jobs.user;

import org.jspecify.annotations.NullMarked;
