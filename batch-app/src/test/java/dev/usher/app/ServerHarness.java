package dev.usher.app;

import dev.usher.app.security.client.ClientCredentials;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.testkit.TestFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole server on a port of its own and a real database of a test class's own, and what it takes to call it.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ServerHarness server = new ServerHarness("usher.launch.lease=3s");
 *
 * var job = server.get("/api/v2/jobs/job_1", server.token(Scope.READ_USERS));
 * }</pre>
 */
public final class ServerHarness implements AfterAllCallback {

    private final PostgresExtension postgres = new PostgresExtension();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Set<Scope>, String> tokens = new ConcurrentHashMap<>();
    private final List<String> properties;
    private final List<Class<?>> others = new ArrayList<>();
    private @Nullable TestFolder folder;
    private @Nullable ConfigurableApplicationContext context;

    /** @param properties settings such as {@code usher.launch.lease=3s} */
    public ServerHarness(String... properties) {
        this.properties = List.of(properties);
    }

    /** Adds a controller, or beans, of a test. */
    public ServerHarness with(Class<?> configuration) {
        others.add(configuration);
        return this;
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** @param path with a leading slash, and a query if there is one */
    public URI uri(String path) {
        var server = ((ServletWebServerApplicationContext) context()).getWebServer();
        return URI.create("http://localhost:" + Objects.requireNonNull(server).getPort() + path);
    }

    /** A token of a client that has these scopes; the same for the same scopes. */
    public String token(Scope... scopes) {
        return tokens.computeIfAbsent(Set.of(scopes), this::newToken);
    }

    public String tokenWithAllScopes() {
        return token(Scope.values());
    }

    private String newToken(Set<Scope> scopes) {
        return token(bean(Clients.class).create("test", scopes));
    }

    /** What the token endpoint gives for a client's secret. */
    public String token(ClientCredentials client) {
        var answer = send(HttpRequest.newBuilder(uri("/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client.clientId()
                        + "&client_secret=" + client.secret())));
        if (answer.statusCode() != 200) {
            throw new AssertionError("no token: " + answer.body());
        }
        return new JsonMapper().readTree(answer.body()).path("access_token").stringValue();
    }

    public HttpResponse<String> get(String path, String token) {
        return send(request(path, token).GET());
    }

    /** A request with a token, to be completed. */
    public HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext test) {
        if (context != null) {
            context.close();
            context = null;
        }
        if (folder != null) {
            folder.close();
            folder = null;
        }
        postgres.afterAll(test);
    }

    private synchronized ConfigurableApplicationContext context() {
        if (context == null) {
            folder = TestFolder.create();
            var settings = new ArrayList<>(List.of("server.port=0", "usher.files.root=" + folder.path()));
            if (properties.stream().noneMatch(setting -> setting.startsWith("management.server.port="))) {
                settings.add("management.server.port=-1");
            }
            // Made in the background, they would stand in the way of tests that empty the table.
            if (properties.stream().noneMatch(setting -> setting.startsWith("usher.search.indexes="))) {
                settings.add("usher.search.indexes=false");
            }
            settings.addAll(properties);
            var database = postgres.migratedDatabase();
            if (properties.stream().noneMatch(setting -> setting.startsWith("usher.security.external-issuer="))) {
                SigningKeyOfTests.insertInto(JdbcClient.create(database.dataSource()));
            }
            context = new SpringApplicationBuilder(ServerApplication.class)
                    .sources(others.toArray(Class<?>[]::new))
                    .web(WebApplicationType.SERVLET)
                    .profiles("server")
                    .registerShutdownHook(false)
                    // As arguments: as mere defaults they would give way to application.yaml.
                    .run(database.arguments(settings));
        }
        return context;
    }
}
