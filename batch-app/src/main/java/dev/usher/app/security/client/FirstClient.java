package dev.usher.app.security.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client without which nobody could call a new installation. */
public final class FirstClient {

    private static final Logger LOG = LoggerFactory.getLogger(FirstClient.class);
    private static final String NAME = "first client";
    private static final String DECLARED = "declared client";

    private final AtomicReference<Optional<ClientCredentials>> made;

    private FirstClient(Optional<ClientCredentials> made) {
        this.made = new AtomicReference<>(made);
    }

    /** Brings the declared client up to what is declared; if there is none, makes one in a database without clients. */
    public static FirstClient of(FirstClientProperties properties, Clients clients) {
        var chosen = properties.chosen();
        if (chosen.isPresent()) {
            clients.declare(chosen.get(), DECLARED, Scope.all())
                    .forEach(former -> LOG.warn(
                            "Client {} is not declared any more: it was deleted, and its tokens are no good", former));
            return new FirstClient(Optional.empty());
        }
        var made = clients.createFirst(NAME, Scope.all());
        made.ifPresent(client -> LOG.info("Made the first client, {}", client.clientId()));
        return new FirstClient(made);
    }

    /** Nothing is to be shown. */
    public static FirstClient none() {
        return new FirstClient(Optional.empty());
    }

    /** What was made just now, for whoever shows it; only the first call gets it. */
    public Optional<ClientCredentials> take() {
        return made.getAndSet(Optional.empty());
    }
}
