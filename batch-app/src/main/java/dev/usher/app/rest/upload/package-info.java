/**
 * Files that arrive over HTTP: streamed into the file store, never held in memory.
 *
 * <p>Start at {@link dev.usher.app.rest.upload.Uploads}. It does not look into them.
 */
@NullMarked
package dev.usher.app.rest.upload;

import org.jspecify.annotations.NullMarked;
