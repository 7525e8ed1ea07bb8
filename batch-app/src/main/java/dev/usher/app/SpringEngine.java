package dev.usher.app;

import dev.usher.app.cli.Engine;
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
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as a Spring context. */
final class SpringEngine implements Engine {

    private final ConfigurableApplicationContext context;

    private SpringEngine(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Engine start() {
        Home.make();
        try {
            return new SpringEngine(new SpringApplicationBuilder(UsherApplication.class)
                    .web(WebApplicationType.NONE)
                    // On a signal the command line stops the job first; the context must not close under it.
                    .registerShutdownHook(false)
                    .run());
        } catch (RuntimeException e) {
            throw StartFailure.explain(e);
        }
    }

    @Override
    public JobLaunchService launch() {
        return context.getBean(JobLaunchService.class);
    }

    @Override
    public JobStatusService status() {
        return context.getBean(JobStatusService.class);
    }

    @Override
    public JobRejects rejects() {
        return context.getBean(JobRejects.class);
    }

    @Override
    public Connections connections() {
        return context.getBean(Connections.class);
    }

    @Override
    public UserService users() {
        return context.getBean(UserService.class);
    }

    @Override
    public JobScheduleService schedules() {
        return context.getBean(JobScheduleService.class);
    }

    @Override
    public Clients clients() {
        return context.getBean(Clients.class);
    }

    @Override
    public SigningKeys signingKeys() {
        return context.getBean(SigningKeys.class);
    }

    @Override
    public WebhookService webhooks() {
        return context.getBean(WebhookService.class);
    }

    @Override
    public StoredHashes storedHashes() {
        return context.getBean(StoredHashes.class);
    }

    @Override
    public ExternalStores stores() {
        return context.getBean(ExternalStores.class);
    }

    @Override
    public Path store(InputStream input) {
        var files = context.getBean(FileStore.class);
        try {
            return files.requireLocalPath(files.create(FileKind.INPUT, input).name());
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input can't be read.", e);
        }
    }

    @Override
    public Path newStoredExport() {
        return context.getBean(FileStore.class).newLocalPath(FileKind.EXPORT);
    }

    @Override
    public boolean hasExport(Path stored) {
        return context.getBean(FileStore.class).find(nameOf(stored)).isPresent();
    }

    @Override
    public void fetchExport(Path stored, OutputStream out) throws IOException {
        var files = context.getBean(FileStore.class);
        try (var in = files.open(nameOf(stored))) {
            in.transferTo(out);
            out.flush();
        }
        files.delete(nameOf(stored));
    }

    private static String nameOf(Path stored) {
        return String.valueOf(stored.getFileName());
    }

    @Override
    public void close() {
        context.close();
    }
}
