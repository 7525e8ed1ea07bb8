/**
 * Users of a connection who are missing from the file of an import: who they are, the guards against a wrong file, and
 * what becomes of them, range by range.
 *
 * <p>Start at {@link dev.usher.jobs.importing.mirror.MissingUsers} and {@link
 * dev.usher.jobs.importing.mirror.UserMirror}. It knows no file and no parser.
 */
@NullMarked
package dev.usher.jobs.importing.mirror;

import org.jspecify.annotations.NullMarked;
