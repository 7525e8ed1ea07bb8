package dev.usher.app.storage.setting;

import dev.usher.jobs.external.StoreTraits;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * A folder.
 *
 * @param path absolute; it must exist when the store is used, not before
 * @param done the folder in it for files that were imported; empty if they stay where they are
 * @param failed the same for files whose import failed
 * @param stableFor how long a file must have stayed the same
 * @param marker what is added to a name to make that of the file that says that it is complete; empty for none
 * @param permissions of files that are put there, as {@code rw-r-----}
 */
public record FolderSettings(
        @DefaultValue("") String path,
        @DefaultValue("") String done,
        @DefaultValue("") String failed,
        @DefaultValue("5s") Duration stableFor,
        @DefaultValue("") String marker,
        @DefaultValue("rw-------") String permissions,
        @DefaultValue("10GB") DataSize maxSize,
        @DefaultValue("1h") Duration maxTime)
        implements StoreSettings {

    private void requireFolder() {
        SettingRules.require("path", path, "name the folder");
        if (!Path.of(path).isAbsolute()) {
            throw new IllegalArgumentException("path must be absolute");
        }
        PosixFilePermissions.fromString(permissions);
    }

    public Path folder() {
        return Path.of(path).normalize();
    }

    public SettledFolders settled() {
        return SettledFolders.of(done, failed);
    }

    public Set<PosixFilePermission> modes() {
        return PosixFilePermissions.fromString(permissions);
    }

    @Override
    public StoreTraits traits() {
        requireFolder();
        return new StoreTraits(
                "folder",
                path,
                true,
                true,
                settled().places(),
                SettingRules.stableFor(stableFor),
                SettingRules.marker(marker),
                SettingRules.limits(maxSize, maxTime));
    }
}
