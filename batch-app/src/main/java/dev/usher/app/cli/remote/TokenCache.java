package dev.usher.app.cli.remote;

import java.util.Optional;

/** Keeps a token between commands. */
public interface TokenCache {

    Optional<AccessToken> find();

    void keep(AccessToken token);

    /** Keeps none: for credentials that stand in the environment only. */
    static TokenCache none() {
        return new TokenCache() {
            @Override
            public Optional<AccessToken> find() {
                return Optional.empty();
            }

            @Override
            public void keep(AccessToken token) {
                // The command itself remembers it.
            }
        };
    }
}
