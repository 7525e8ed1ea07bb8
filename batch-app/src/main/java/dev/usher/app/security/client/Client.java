package dev.usher.app.security.client;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A program that may ask for tokens.
 *
 * @param scopes in the order of {@link Scope}
 * @param rotatedAt when its secret was last replaced
 */
public record Client(String clientId, String name, Set<Scope> scopes, Instant createdAt, Optional<Instant> rotatedAt) {}
