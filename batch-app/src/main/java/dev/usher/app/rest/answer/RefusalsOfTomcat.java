package dev.usher.app.rest.answer;

import dev.usher.app.problem.ErrorBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives requests that Tomcat refuses by itself, such as those with a broken path or with too many headers, the body of all
 * other refusals instead of a page of HTML. No filter sees these requests.
 */
public final class RefusalsOfTomcat extends ErrorReportValve {

    private static final int FIRST_ERROR = 400;

    private final JsonMapper json;

    public RefusalsOfTomcat(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() >= FIRST_ERROR
                && response.getContentWritten() == 0
                && response.setErrorReported()
                && canBeWritten(response)) {
            write(response);
        }
    }

    private static boolean canBeWritten(Response response) {
        var allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }

    private void write(Response response) {
        var body = json.writeValueAsBytes(ErrorBody.of(response.getStatus()));
        response.setContentType(JsonCharset.JSON_UTF_8);
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException("The client went away.", e);
        }
    }
}
