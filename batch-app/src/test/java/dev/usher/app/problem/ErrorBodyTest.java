package dev.usher.app.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ErrorBodyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void isWrittenInTheOrderThatClientsKnow() {
        var body = ErrorBody.of(401, "Expired token", "invalid_token").withAttributes(Map.of("error", "Expired token"));

        assertThat(JSON.writeValueAsString(body))
                .isEqualTo("{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"Expired token\","
                        + "\"errorCode\":\"invalid_token\",\"attributes\":{\"error\":\"Expired token\"}}");
    }

    @Test
    void leavesOutWhatIsNotThere() {
        assertThat(JSON.writeValueAsString(ErrorBody.of(404, "Not Found")))
                .isEqualTo("{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"Not Found\"}");
    }

    @Test
    void knowsNoReasonForWhatIsNoError() {
        assertThatThrownBy(() -> ErrorBody.of(200, "fine")).isInstanceOf(IllegalArgumentException.class);
    }
}
