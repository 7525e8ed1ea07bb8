package dev.usher.app;

import dev.usher.app.cli.Engine;
import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.status.JobStatusService;
import dev.usher.jobs.connection.Connections;
import java.io.InputStream;
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
    public Connections connections() {
        return context.getBean(Connections.class);
    }

    @Override
    public Path store(InputStream input) {
        throw new UnsupportedOperationException("The file store is not there yet.");
    }

    @Override
    public void close() {
        context.close();
    }
}
