package dev.usher.app.cli.remote;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A request as it may be sent several times.
 *
 * @param path with a leading slash and a query if there is one; or a whole address
 * @param body makes the body anew for each time
 * @param repeatable whether sending it again does no harm, asked after it failed
 * @param asksFirst whether the body waits until the server has agreed to take it
 * @param timeout until the answer begins; empty if that depends on the size of the body
 */
record Call(
        String method,
        String path,
        Map<String, String> headers,
        Supplier<BodyPublisher> body,
        BooleanSupplier repeatable,
        boolean asksFirst,
        Optional<Duration> timeout) {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    static Call to(String method, String path) {
        return new Call(
                method,
                path,
                Map.of(),
                BodyPublishers::noBody,
                () -> method.equals("GET"),
                false,
                Optional.of(TIMEOUT));
    }

    Call header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, path, more, body, repeatable, asksFirst, timeout);
    }

    Call body(Supplier<BodyPublisher> publisher) {
        return new Call(method, path, headers, publisher, repeatable, asksFirst, timeout);
    }

    Call repeatable(BooleanSupplier again) {
        return new Call(method, path, headers, body, again, asksFirst, timeout);
    }

    /** For a large body. */
    Call upload(Supplier<BodyPublisher> publisher) {
        return new Call(method, path, headers, publisher, repeatable, true, Optional.empty());
    }
}
