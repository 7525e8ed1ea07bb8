package dev.usher.app.security.client;

/** A client's id with its secret, which is shown once and stored nowhere. */
public record ClientCredentials(String clientId, String secret) {

    /** Without the secret, so that no log ever has it. */
    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }
}
