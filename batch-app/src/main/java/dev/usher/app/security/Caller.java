package dev.usher.app.security;

import dev.usher.app.security.client.Scope;
import java.util.Set;

/**
 * Who sends a request. Handler methods get it as a parameter.
 *
 * @param clientId of an external issuer's token, the client that this names
 */
public record Caller(String clientId, Set<Scope> scopes) {

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }
}
