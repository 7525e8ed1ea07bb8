package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.client.auth.AuthAPI;
import com.auth0.client.mgmt.ManagementAPI;
import com.auth0.client.mgmt.filter.UsersExportFilter;
import com.auth0.client.mgmt.filter.UsersImportOptions;
import com.auth0.exception.APIException;
import com.auth0.exception.Auth0Exception;
import com.auth0.exception.RateLimitException;
import com.auth0.json.mgmt.jobs.Job;
import com.auth0.json.mgmt.jobs.UsersExportField;
import com.auth0.net.client.DefaultHttpClient;
import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.ClientCredentials;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.Connections;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Auth0's own client for Java, unchanged, against a server of ours. */
class Auth0ClientIT {

    private static final String CONNECTION = "Username-Password-Authentication";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.launch.max-active-imports=2");

    @TempDir
    private Path folder;

    private final ManagementAPI api = api(server.tokenWithAllScopes());

    @Test
    void getsATokenForItsSecret() throws Auth0Exception {
        var client = server.bean(Clients.class).create("robot", Set.of(Scope.READ_USERS, Scope.CREATE_USERS));
        var auth = AuthAPI.newBuilder(address(), client.clientId(), client.secret())
                .build();

        var token = auth.requestToken(address() + "/api/v2/").execute().getBody();

        assertThat(token.getTokenType()).isEqualTo("Bearer");
        assertThat(token.getExpiresIn()).isEqualTo(86_400);
        assertThat(token.getScope().split(" ")).containsExactlyInAnyOrder("read:users", "create:users");
        assertThat(server.get("/api/v2/jobs/job_0000000000000000", token.getAccessToken())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void getsNoTokenForAWrongSecret() {
        var client = server.bean(Clients.class).create("robot", Set.of(Scope.READ_USERS));
        var wrong = new ClientCredentials(client.clientId(), "wrong");
        var auth =
                AuthAPI.newBuilder(address(), wrong.clientId(), wrong.secret()).build();

        assertThatThrownBy(() -> auth.requestToken(address() + "/api/v2/").execute())
                .isInstanceOfSatisfying(
                        APIException.class, e -> assertThat(e.getStatusCode()).isEqualTo(401));
    }

    @Test
    void importsUsersAndReadsWhatBecameOfThem() throws Exception {
        var file = users("""
                [{"email": "ann@example.com", "given_name": "Ann"}, {"email": "broken"}, {"email": "ben@example.com"}]
                """);

        var submitted = api.jobs()
                .importUsers(
                        connectionId(),
                        file.toFile(),
                        new UsersImportOptions().withUpsert(true).withExternalId("night-1"))
                .execute()
                .getBody();
        assertThat(submitted.getStatus()).isEqualTo("pending");
        assertThat(submitted.getType()).isEqualTo("users_import");
        assertThat(submitted.getConnectionId()).isEqualTo(connectionId());
        assertThat(submitted.getConnection()).isEqualTo(CONNECTION);
        assertThat(submitted.getExternalId()).isEqualTo("night-1");
        assertThat(submitted.getCreatedAt()).isNotNull();

        var ended = toItsEnd(submitted.getId());
        assertThat(ended.getStatus()).isEqualTo("completed");
        assertThat(ended.getSummary().getTotal()).isEqualTo(3);
        assertThat(ended.getSummary().getInserted()).isEqualTo(2);
        assertThat(ended.getSummary().getUpdated()).isZero();
        assertThat(ended.getSummary().getFailed()).isEqualTo(1);

        var errors = api.jobs().getErrorDetails(submitted.getId()).execute().getBody();
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).getUser().getEmail()).isEqualTo("broken");
        assertThat(errors.get(0).getErrors().get(0).getCode()).isEqualTo("INVALID_FORMAT");
    }

    @Test
    void findsNoErrorsOfAGoodImport() throws Exception {
        var file = users("[{\"email\": \"cleo@example.com\"}]");
        var job = api.jobs()
                .importUsers(connectionId(), file.toFile(), new UsersImportOptions())
                .execute()
                .getBody();
        toItsEnd(job.getId());

        assertThat(api.jobs().getErrorDetails(job.getId()).execute().getBody()).isEmpty();
    }

    @Test
    void exportsUsersAndDownloadsThem() throws Exception {
        var file = users("[{\"email\": \"dora@example.com\", \"given_name\": \"Dora\"}]");
        toItsEnd(api.jobs()
                .importUsers(connectionId(), file.toFile(), new UsersImportOptions().withUpsert(true))
                .execute()
                .getBody()
                .getId());

        var submitted = api.jobs()
                .exportUsers(new UsersExportFilter()
                        .withConnectionId(connectionId())
                        .withFormat("json")
                        .withLimit(1_000)
                        .withFields(
                                List.of(new UsersExportField("email", "E-mail"), new UsersExportField("given_name"))))
                .execute()
                .getBody();
        assertThat(submitted.getType()).isEqualTo("users_export");
        assertThat(submitted.getStatus()).isEqualTo("pending");
        assertThat(submitted.getFormat()).isEqualTo("json");

        var ended = toItsEnd(submitted.getId());
        assertThat(ended.getStatus()).isEqualTo("completed");
        assertThat(unpacked(ended.getLocation())).contains("{\"E-mail\":\"dora@example.com\",\"given_name\":\"Dora\"}");
    }

    @Test
    void meetsTheLimitOfActiveImports() throws Exception {
        server.jdbc()
                .sql("INSERT INTO jobs (id, type, status, request, store) SELECT 'job_000000000000000' || i,"
                        + " 'users_import', 'pending', '{}', 'elsewhere' FROM generate_series(1, 2) AS i")
                .update();
        try {
            var file = users("[{\"email\": \"eve@example.com\"}]");

            assertThatThrownBy(() -> api.jobs()
                            .importUsers(connectionId(), file.toFile(), new UsersImportOptions())
                            .execute())
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("There are 2 active import users jobs, please wait until some of them are"
                            + " finished and try again");
        } finally {
            server.jdbc().sql("DELETE FROM jobs WHERE store = 'elsewhere'").update();
        }
    }

    @Test
    void isRefusedAsAuth0Refuses() throws IOException {
        var file = users("[]").toFile();

        assertThatThrownBy(() -> api.jobs()
                        .importUsers("con_0000000000000000", file, new UsersImportOptions())
                        .execute())
                .isInstanceOfSatisfying(APIException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(400);
                    assertThat(e.getDescription()).isEqualTo("The connection does not exist.");
                });
        assertThatThrownBy(() -> api("e30.e30.bm9uc2Vuc2U")
                        .jobs()
                        .get("job_0000000000000000")
                        .execute())
                .isInstanceOfSatisfying(
                        APIException.class, e -> assertThat(e.getStatusCode()).isEqualTo(401));
        assertThatThrownBy(() -> api(server.token(Scope.READ_USERS))
                        .jobs()
                        .importUsers(connectionId(), file, new UsersImportOptions())
                        .execute())
                .isInstanceOfSatisfying(APIException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(403);
                    assertThat(e.getDescription()).isEqualTo("Insufficient scope, expected any of: create:users");
                });
        assertThatThrownBy(() -> api.jobs().get("job_0000000000000000").execute())
                .isInstanceOfSatisfying(APIException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(404);
                    assertThat(e.getDescription()).isEqualTo("The job does not exist");
                });
    }

    private Job toItsEnd(String jobId) throws Auth0Exception {
        Eventually.await(
                () -> !Set.of("pending", "processing").contains(job(jobId).getStatus()));
        return job(jobId);
    }

    private Job job(String jobId) throws Auth0Exception {
        return api.jobs().get(jobId).execute().getBody();
    }

    private static String unpacked(String location) throws IOException {
        try (var in = new GZIPInputStream(URI.create(location).toURL().openStream())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path users(String json) throws IOException {
        return Files.writeString(folder.resolve("users.json"), json);
    }

    private static String connectionId() {
        return server.bean(Connections.class).find(CONNECTION).orElseThrow().id();
    }

    private static ManagementAPI api(String token) {
        return ManagementAPI.newBuilder(address(), token)
                .withHttpClient(DefaultHttpClient.newBuilder().withMaxRetries(0).build())
                .build();
    }

    private static String address() {
        var uri = server.uri("").toString();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
