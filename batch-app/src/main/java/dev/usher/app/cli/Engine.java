package dev.usher.app.cli;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.status.JobStatusService;
import dev.usher.jobs.connection.Connections;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** A started application with its database. Closing it gives the database up. */
public interface Engine extends AutoCloseable {

    JobLaunchService launch();

    JobStatusService status();

    Connections connections();

    /** Copies standard input to where jobs keep their input. */
    Path store(InputStream input);

    /** Where an export can be put that is then fetched from there. */
    Path newStoredExport();

    /** Copies such an export to a stream and removes it. */
    void fetchExport(Path stored, OutputStream out);

    @Override
    void close();
}
