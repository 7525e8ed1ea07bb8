package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What a server says instead of doing what it was asked. */
final class Refusal {

    private static final int MOST_BYTES = 1 << 16;

    private Refusal() {}

    /** Reads the answer to its end, so that its connection can be used again. */
    static RemoteException of(ServerAddress server, HttpResponse<InputStream> response) {
        var json = json(response);
        var said = said(json);
        int status = response.statusCode();
        var kind = kind(status, json.path("errorCode").asString(""));
        var sentence = said.map(ValidatorSentence::withoutValue)
                .map(Refusal::sentence)
                .orElse("it answers with " + status + ".");
        return new RemoteException(kind, "The server " + server.base() + advised(kind, sentence, server));
    }

    private static Kind kind(int status, String errorCode) {
        return switch (errorCode) {
            case "inexistent_job" -> Kind.JOB_NOT_FOUND;
            case "inexistent_connection" -> Kind.CONNECTION_NOT_FOUND;
            case "inexistent_user" -> Kind.USER_NOT_FOUND;
            case "inexistent_identity" -> Kind.IDENTITY_NOT_FOUND;
            case "inexistent_schedule" -> Kind.SCHEDULE_NOT_FOUND;
            // What another user has already is refused with 409 or 400.
            case "auth0_idp_error" -> Kind.CONFLICT;
            default -> kind(status);
        };
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 400, 405, 406, 415, 422 -> Kind.INVALID_REQUEST;
            case 401 -> Kind.NOT_SIGNED_IN;
            case 403 -> Kind.FORBIDDEN;
            case 404, 410 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 413 -> Kind.TOO_LARGE;
            case 429 -> Kind.TOO_MANY_REQUESTS;
            default -> Kind.SERVER_FAILED;
        };
    }

    private static String advised(Kind kind, String sentence, ServerAddress server) {
        return switch (kind) {
            case NOT_SIGNED_IN ->
                " does not take the token: " + sentence + " Sign in again: usher login " + server.base();
            case FORBIDDEN ->
                " does not allow this to the client: " + sentence
                        + " Whoever looks after the server can create a client that may do it.";
            case NOT_FOUND -> " does not have that: " + sentence + " Is it the address of a server of Usher?";
            case USER_NOT_FOUND -> ": " + sentence + " 'usher users find' searches.";
            case SCHEDULE_NOT_FOUND -> ": " + sentence + " 'usher schedules list' shows all.";
            case TOO_LARGE ->
                " takes no file of this size: " + sentence
                        + " Pack it with gzip, split it, or have usher.upload.max-size raised there.";
            case TOO_MANY_REQUESTS -> " takes no more at the moment: " + sentence + " Try it later.";
            case SERVER_FAILED -> " failed: " + sentence + " Try it later; its log says why.";
            default -> ": " + sentence;
        };
    }

    private static String sentence(String said) {
        return said.endsWith(".") ? said : said + ".";
    }

    /** The two shapes of errors: of the API, and of its tokens. */
    private static Optional<String> said(JsonNode json) {
        return Optional.of(json.path("message")
                        .asString(json.path("error_description").asString("")))
                .filter(text -> !text.isEmpty());
    }

    private static JsonNode json(HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            return Documents.read(body.readNBytes(MOST_BYTES), JsonNode.class);
        } catch (IOException | JacksonException e) {
            // A proxy answers with a page of its own.
            return MissingNode.getInstance();
        }
    }
}
