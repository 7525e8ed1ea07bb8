/**
 * Files that are read over HTTP.
 *
 * <p>Start at {@link dev.usher.app.storage.http.HttpStore}. It writes nothing.
 */
@NullMarked
package dev.usher.app.storage.http;

import org.jspecify.annotations.NullMarked;
