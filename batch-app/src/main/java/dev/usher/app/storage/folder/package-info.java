/**
 * A folder of this machine, or of a network drive, as an external store.
 *
 * <p>Start at {@link dev.usher.app.storage.folder.FolderStore}.
 */
@NullMarked
package dev.usher.app.storage.folder;

import org.jspecify.annotations.NullMarked;
