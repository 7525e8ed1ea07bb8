package dev.usher.app.launch;

import dev.usher.jobs.exporting.UserExportJobConfiguration;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.importing.UserImportJobConfiguration;
import dev.usher.jobs.importing.UserImportRequest;
import java.util.Optional;

/** What a job of any type is asked to do. */
public sealed interface JobRequest {

    /** The name of the job in Spring Batch, and its type in the table {@code jobs}. */
    String type();

    /** Empty for all connections. */
    Optional<String> connectionId();

    /** Whether its files come from, or go to, where every server can reach them. */
    boolean isExternal();

    /**
     * Looks whether this process knows the external stores that it names, and they can do what it asks.
     *
     * @throws ExternalStoreException if not
     */
    void check(ExternalStores stores);

    /** What is kept with the job. */
    Object document();

    /** An import. */
    record OfImport(UserImportRequest document) implements JobRequest {

        public static final String TYPE = UserImportJobConfiguration.JOB_NAME;

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Optional<String> connectionId() {
            return Optional.of(document.connectionId());
        }

        @Override
        public boolean isExternal() {
            return document.input().source() != null;
        }

        @Override
        public void check(ExternalStores stores) {
            var source = document.input().source();
            if (source != null) {
                stores.check(source);
            }
        }
    }

    /** An export. */
    record OfExport(UserExportRequest document) implements JobRequest {

        public static final String TYPE = UserExportJobConfiguration.JOB_NAME;

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Optional<String> connectionId() {
            return Optional.ofNullable(document.connectionId());
        }

        @Override
        public boolean isExternal() {
            return document.target().external() != null;
        }

        @Override
        public void check(ExternalStores stores) {
            var target = document.target().external();
            if (target != null) {
                stores.check(target);
            }
        }
    }
}
