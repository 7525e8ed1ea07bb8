package dev.usher.app.cli.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where a server is.
 *
 * @param base without a slash at its end
 */
public record ServerAddress(String base) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws IllegalArgumentException if it is no address of a server; the message is for people */
    public static ServerAddress of(String text) {
        try {
            var uri = new URI(text.strip());
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean plain = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
            if (plain && (scheme.equals("https") || scheme.equals("http"))) {
                return new ServerAddress(withoutSlash(uri.toString()));
            }
        } catch (URISyntaxException e) {
            // Said below, as of any other text.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no address of a server. One looks like https://usher.example.org.");
    }

    /** Whether it may be meant as an address, and not as the name of a profile. */
    public static boolean isMeant(String text) {
        return text.contains("://");
    }

    /** @param path with a leading slash, and a query if there is one */
    public URI at(String path) {
        return URI.create(base + path);
    }

    /** What a profile of the server is called if nobody says otherwise: host and port. */
    public String label() {
        var uri = URI.create(base);
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** Whether what is sent there can be read on the way. */
    public boolean exposed() {
        var uri = URI.create(base);
        return "http".equalsIgnoreCase(uri.getScheme()) && !LOOPBACK.contains(uri.getHost());
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? withoutSlash(text.substring(0, text.length() - 1)) : text;
    }
}
