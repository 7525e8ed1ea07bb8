package dev.usher.app.security.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A client whose secret somebody else chose. Without it the first start makes one and shows it.
 *
 * @param clientId at most 64 letters, digits, hyphens and underscores
 * @param clientSecret at least 32 characters, chosen at random; empty if it is in a file
 * @param clientSecretFile a file that holds the secret
 */
@ConfigurationProperties("usher.security")
public record FirstClientProperties(
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String clientSecretFile) {

    private static final int SHORTEST_SECRET = 32;

    public FirstClientProperties {
        boolean secret = !clientSecret.isEmpty() || !clientSecretFile.isEmpty();
        if (clientId.isEmpty() == secret) {
            throw new IllegalArgumentException(
                    "usher.security.client-id and .client-secret (or .client-secret-file) go together: one is missing");
        }
        if (!clientSecret.isEmpty() && !clientSecretFile.isEmpty()) {
            throw new IllegalArgumentException(
                    "usher.security.client-secret and .client-secret-file are both given; leave one out");
        }
        if (!clientId.isEmpty() && !clientId.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "usher.security.client-id must be 1 to 64 letters, digits, hyphens and underscores");
        }
        if (!clientSecretFile.isEmpty()) {
            clientSecret = read(clientSecretFile);
            clientSecretFile = "";
        }
        if (secret && clientSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("usher.security.client-secret is shorter than " + SHORTEST_SECRET
                    + " characters: choose it at random, for instance with openssl rand -hex 32");
        }
    }

    Optional<ClientCredentials> chosen() {
        return clientId.isEmpty() ? Optional.empty() : Optional.of(new ClientCredentials(clientId, clientSecret));
    }

    /** Without the secret, so that no log ever has it. */
    @Override
    public String toString() {
        return "FirstClientProperties[" + clientId + "]";
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("usher.security.client-secret-file: " + file + " can't be read", e);
        }
    }
}
