/**
 * What the configuration says of external stores, checked when the application starts.
 *
 * <p>Start at {@link dev.usher.app.storage.setting.StoreSettings}. It reaches out to nobody.
 */
@NullMarked
package dev.usher.app.storage.setting;

import org.jspecify.annotations.NullMarked;
