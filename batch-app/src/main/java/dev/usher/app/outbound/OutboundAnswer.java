package dev.usher.app.outbound;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered; good as long as it is being read.
 *
 * @param headers by their names in small letters
 * @param body ends early with an exception if the connection does
 * @param bounded whether the end of the body can be told from the end of the connection
 */
public record OutboundAnswer(int status, Map<String, String> headers, InputStream body, boolean bounded) {

    /** @param name in small letters */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
