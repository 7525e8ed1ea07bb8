package dev.usher.app.cli.remote;

/** What a client shows to get a token. */
public record ClientSecret(String id, String secret) {

    @Override
    public String toString() {
        return "client " + id;
    }
}
