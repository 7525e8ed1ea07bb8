package dev.usher.app.storage.setting;

import dev.usher.jobs.external.StoreTraits;

/** What the configuration says of one store. What is wrong with it is an {@link IllegalArgumentException} for people. */
public sealed interface StoreSettings permits FolderSettings, HttpSettings, S3Settings, SftpSettings {

    /** @throws IllegalArgumentException if they make no sense */
    StoreTraits traits();
}
