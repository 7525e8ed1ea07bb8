package dev.usher.app.storage.http;

import dev.usher.app.outbound.OutboundUrl;
import java.util.Map;

/**
 * Where an HTTP store asks for its files.
 *
 * @param title what messages call it
 * @param addresses of its files
 * @param headers sent with every request; may hold secrets
 */
public record HttpPlace(String title, Addresses addresses, Map<String, String> headers) {

    /** The address of a file. */
    @FunctionalInterface
    public interface Addresses {
        OutboundUrl of(String file);
    }

    public HttpPlace {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return title;
    }
}
