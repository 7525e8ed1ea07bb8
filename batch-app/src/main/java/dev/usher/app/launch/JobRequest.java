package dev.usher.app.launch;

import dev.usher.jobs.exporting.UserExportJobConfiguration;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.importing.UserImportJobConfiguration;
import dev.usher.jobs.importing.UserImportRequest;
import java.util.Optional;

/** What a job of any type is asked to do. */
public sealed interface JobRequest {

    /** The name of the job in Spring Batch, and its type in the table {@code jobs}. */
    String type();

    /** Empty for all connections. */
    Optional<String> connectionId();

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
    }
}
