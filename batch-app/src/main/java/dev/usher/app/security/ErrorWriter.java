package dev.usher.app.security;

import dev.usher.app.problem.ErrorBody;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes the body of a refused request where no controller does it. */
public final class ErrorWriter {

    private final JsonMapper json;

    public ErrorWriter(JsonMapper json) {
        this.json = json;
    }

    /** Sets the status too; headers must be set before. */
    public void write(HttpServletResponse response, ErrorBody body) throws IOException {
        response.setStatus(body.statusCode());
        body.secondsToWait().ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE + ";charset=utf-8");
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
