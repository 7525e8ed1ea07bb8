package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A good answer of a server, to be read once. */
record Reply(HttpResponse<InputStream> response) {

    InputStream stream() {
        return response.body();
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    <T> T as(Class<T> type) {
        try (var body = stream()) {
            return Documents.read(body, type);
        } catch (IOException | JacksonException e) {
            throw new RemoteException(
                    Kind.SERVER_FAILED,
                    response.uri().getHost() + " answers as no server of Usher does. Is the address right?",
                    e);
        }
    }

    void discard() {
        try (var body = stream()) {
            body.skip(Long.MAX_VALUE);
        } catch (IOException e) {
            throw new RemoteException(
                    Kind.UNREACHABLE, "The connection to " + response.uri().getHost() + " broke.", e);
        }
    }
}
