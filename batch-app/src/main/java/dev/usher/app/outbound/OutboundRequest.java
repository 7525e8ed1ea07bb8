package dev.usher.app.outbound;

import java.time.Duration;
import java.util.Map;

/**
 * What is asked.
 *
 * @param headers those that are not sent by themselves
 * @param body sent as UTF-8; empty for none
 * @param deadline for all of it, from the connection to the end of the answer
 */
public record OutboundRequest(
        String method, OutboundUrl url, Map<String, String> headers, String body, Duration deadline) {

    public static OutboundRequest of(String method, OutboundUrl url, Map<String, String> headers, Duration deadline) {
        return new OutboundRequest(method, url, headers, "", deadline);
    }

    /** Headers may hold secrets. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
