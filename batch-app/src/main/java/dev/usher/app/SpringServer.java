package dev.usher.app;

import dev.usher.app.cli.Server;
import dev.usher.app.security.client.ClientCredentials;
import dev.usher.app.security.client.FirstClient;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The server as a Spring context; settings of its own are in application-server.yaml. */
final class SpringServer implements Server {

    private static final String PROFILE = "server";
    private static final String STRICT = "strict";

    private final ConfigurableApplicationContext context;

    private SpringServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Server start(boolean strict) {
        Home.make();
        try {
            return new SpringServer(new SpringApplicationBuilder(ServerApplication.class)
                    .web(WebApplicationType.SERVLET)
                    .profiles(strict ? new String[] {PROFILE, STRICT} : new String[] {PROFILE})
                    // The command line hears the signals, and closes the context.
                    .registerShutdownHook(false)
                    .run());
        } catch (RuntimeException e) {
            throw StartFailure.explain(e);
        }
    }

    @Override
    public int port() {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    @Override
    public Optional<ClientCredentials> takeFirstClient() {
        return context.getBean(FirstClient.class).take();
    }

    @Override
    public void close() {
        context.close();
    }
}
