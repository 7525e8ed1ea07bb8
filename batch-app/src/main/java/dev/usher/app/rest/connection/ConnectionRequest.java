package dev.usher.app.rest.connection;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.connection.Strategy;
import java.util.HashSet;
import java.util.Set;

/** The bodies by which connections are created and changed. */
final class ConnectionRequest {

    private static final int LONGEST = 200;
    private static final String OPTIONS = "options";

    /** Auth0's, that can be changed and mean nothing here. */
    private static final Set<String> IGNORED = Set.of(
            "authentication",
            "connected_accounts",
            "display_name",
            "enabled_clients",
            "is_domain_connection",
            "metadata",
            "realms",
            "show_as_button");

    private final RequestObject body;

    private ConnectionRequest(RequestObject body) {
        this.body = body;
    }

    /** @throws ApiException if there is a member that nobody knows */
    static ConnectionRequest toCreate(RequestObject body) {
        return new ConnectionRequest(body.requireOnly(with("name", "strategy", OPTIONS)));
    }

    /** As {@link #toCreate}; name and strategy never change. */
    static ConnectionRequest toChange(RequestObject body) {
        return new ConnectionRequest(body.requireOnly(with(OPTIONS)));
    }

    String name() {
        var name = body.requireText("name", LONGEST);
        if (!Connection.isName(name)) {
            throw ApiException.invalidBody("String does not match pattern " + Connection.namePattern(), "name");
        }
        return name;
    }

    Strategy strategy() {
        var name = body.requireText("strategy", LONGEST);
        try {
            return Strategy.of(name);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalidBody("No enum match for: " + name, "strategy");
        }
    }

    /**
     * All options of the connection: what is not given has its default.
     *
     * @param otherwise what holds if there are none at all
     */
    ConnectionOptions options(String name, Strategy strategy, ConnectionOptions otherwise) {
        var given = body.object(OPTIONS);
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            var options = OptionsBody.options(given.get());
            new ConnectionRules(name, strategy, options).requireSound();
            return options;
        } catch (IllegalArgumentException e) {
            throw ApiException.invalidBody(String.valueOf(e.getMessage()), OPTIONS);
        }
    }

    private static Set<String> with(String... names) {
        var all = new HashSet<>(IGNORED);
        all.addAll(Set.of(names));
        return all;
    }
}
