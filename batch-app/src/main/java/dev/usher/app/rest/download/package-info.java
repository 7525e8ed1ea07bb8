/**
 * Files that are fetched over HTTP by links that are signed and do not last.
 *
 * <p>Start at {@link dev.usher.app.rest.download.ExportDownloadController}. Who may have a link is decided where it is
 * given out.
 */
@NullMarked
package dev.usher.app.rest.download;

import org.jspecify.annotations.NullMarked;
