package dev.usher.app.cli.remote;

import java.util.Optional;

/** Where the token of a request comes from; used by one thread. */
public interface Tokens {

    /** @throws RemoteException if there is none to be had */
    String current();

    /**
     * Another token in place of one that the server refused.
     *
     * @return empty if there is no other
     */
    Optional<String> instead(String refused);

    /** One that somebody got elsewhere. */
    static Tokens given(String token) {
        return new Tokens() {
            @Override
            public String current() {
                return token;
            }

            @Override
            public Optional<String> instead(String refused) {
                return Optional.empty();
            }
        };
    }
}
