package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/move-from-auth0.md, as they stand there; a server of ours plays the tenant too. */
class MoveFromAuth0IT {

    private static final Path DOCUMENT = Path.of("..", "docs", "move-from-auth0.md");
    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    static final ServerHarness tenant = new ServerHarness();

    @RegisterExtension
    static final ServerHarness usher = new ServerHarness();

    @TempDir
    Path folder;

    @Test
    void theCommandsMoveTheUsers() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "needs curl");
        var source = tenant.bean(Connections.class)
                .create("Customers", Strategy.of("auth0"), ConnectionOptions.DEFAULTS)
                .id();
        tenant.jdbc()
                .sql(
                        "INSERT INTO users (user_id, connection_id, email, email_is_unique, app_metadata, created_at, updated_at)"
                                + " SELECT 'auth0|' || i, :connection, 'user' || i || '@example.com', true,"
                                + " '{\"roles\": [\"admin\"]}', now(), now() FROM generate_series(1, 50) AS i")
                .param("connection", source)
                .update();

        var output = run(source);

        assertThat(output).contains("\"summary\":{\"failed\":0,\"updated\":0,\"inserted\":50,\"total\":50}");
        assertThat(usher.jdbc()
                        .sql("SELECT count(*) FROM users WHERE user_id LIKE 'auth0|%'"
                                + " AND app_metadata = '{\"roles\": [\"admin\"]}'")
                        .query(Long.class)
                        .single())
                .isEqualTo(50);
        assertThat(usher.jdbc()
                        .sql("SELECT external_id FROM jobs WHERE status = 'completed' AND external_id IS NOT NULL")
                        .query(String.class)
                        .list())
                .containsExactly("move-from-auth0");
    }

    private String run(String connection) throws IOException, InterruptedException {
        var commands = COMMANDS.matcher(Files.readString(DOCUMENT))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"));
        var script = Files.writeString(folder.resolve("move.sh"), "set -eu\n" + commands);
        var from = tenant.bean(Clients.class).create("export", Set.of(Scope.READ_USERS));
        var to = usher.bean(Clients.class).create("import", Scope.all());
        var builder = new ProcessBuilder("sh", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "AUTH0", address(tenant),
                        "AUTH0_CLIENT_ID", from.clientId(),
                        "AUTH0_CLIENT_SECRET", from.secret(),
                        "AUTH0_CONNECTION", connection,
                        "USHER", address(usher),
                        "USHER_CLIENT_ID", to.clientId(),
                        "USHER_CLIENT_SECRET", to.secret()));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String address(ServerHarness server) {
        return server.uri("/").toString().replaceAll("/$", "");
    }
}
