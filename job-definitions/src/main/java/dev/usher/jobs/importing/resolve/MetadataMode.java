package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;

/** What an upsert does with the metadata of a user that exists. */
public enum MetadataMode {
    /** The row's object takes the place of the user's. */
    REPLACE,
    /** Keys of the row replace keys of the user; what a key holds is replaced whole. */
    SHALLOW,
    /** As shallow, but objects are merged at every depth. */
    DEEP;

    /** The value of a metadata column after the upsert, where the row gives one. */
    String mergedSql(UserAttribute attribute) {
        var column = attribute.attributeName();
        var value = StagingTable.value(attribute);
        return switch (this) {
            case REPLACE -> value;
            case SHALLOW -> "coalesce(u." + column + ", '{}'::jsonb) || " + value;
            case DEEP -> "usher_deep_merge(u." + column + ", " + value + ")";
        };
    }
}
