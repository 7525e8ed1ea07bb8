package dev.usher.app.cli;

import dev.usher.app.credentials.StoredHashes;
import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.notice.WebhookService;
import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.token.SigningKeys;
import dev.usher.app.status.JobRejects;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.users.UserService;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.external.ExternalStores;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** A started application with its database. Closing it gives the database up. */
public interface Engine extends AutoCloseable {

    JobLaunchService launch();

    JobStatusService status();

    JobRejects rejects();

    Connections connections();

    UserService users();

    JobScheduleService schedules();

    Clients clients();

    SigningKeys signingKeys();

    WebhookService webhooks();

    StoredHashes storedHashes();

    ExternalStores stores();

    /** Copies standard input to where jobs keep their input. */
    Path store(InputStream input);

    /** Where an export can be put that is then fetched from there. */
    Path newStoredExport();

    /** Whether there is such an export, which was not fetched yet. */
    boolean hasExport(Path stored);

    /**
     * Copies such an export to a stream, and removes it when the stream has taken all of it.
     *
     * @throws IOException if it did not; the export is kept
     */
    void fetchExport(Path stored, OutputStream out) throws IOException;

    @Override
    void close();
}
