package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** With {@code -Dusher.openapi.write=true} the file is written instead of compared. */
class OpenApiIT {

    private static final Path FILE = Path.of("..", "docs", "openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    @Test
    void theDescriptionInTheDocsIsThatOfTheServer() throws IOException {
        var answer = server.send(HttpRequest.newBuilder(server.uri("/openapi.json")));
        assertThat(answer.statusCode()).isEqualTo(200);
        var description = (ObjectNode) JSON.readTree(answer.body());
        // The address by which it was asked for.
        description.remove("servers");
        var text = JSON.writeValueAsString(description) + "\n";
        if (Boolean.getBoolean("usher.openapi.write")) {
            Files.writeString(FILE, text);
        }

        assertThat(description.path("openapi").stringValue()).startsWith("3.1");
        assertThat(text)
                .as("docs/openapi.json; write it with -Dit.test=OpenApiIT -Dusher.openapi.write=true")
                .isEqualTo(Files.readString(FILE));
    }

    @Test
    void thereIsNoPageToTryItOut() {
        assertThat(server.send(HttpRequest.newBuilder(server.uri("/swagger-ui/index.html")))
                        .statusCode())
                .isEqualTo(404);
    }
}
