/**
 * A server of Usher as a client sees it: profiles, tokens, uploads, downloads.
 *
 * <p>Start at {@link dev.usher.app.cli.remote.UsherApi}. It needs the JDK's HTTP client and Jackson, nothing of Spring, and
 * prints nothing.
 */
@NullMarked
package dev.usher.app.cli.remote;

import org.jspecify.annotations.NullMarked;
