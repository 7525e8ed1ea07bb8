package dev.usher.app.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An http or https address that means the same to everybody who reads it. Spellings that one program takes for a name and
 * another for a number, or that hide where they lead, are refused: {@code http://2130706433/}, {@code http://0x7f.1/},
 * {@code http://a@b/}, {@code http://a\@b/}, {@code http://127.0.0.1./}.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in small letters; an IPv6 address has its brackets
 * @param target path and query, as they are sent
 */
public record OutboundUrl(String scheme, String host, int port, String target) {

    private static final Pattern URL = Pattern.compile("(?i)(https?)://([^/?#]*)((?:/[^?#]*)?)((?:\\?[^#]*)?)");
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(?::([1-9][0-9]{0,4}))?");
    private static final Pattern CHARACTERS = Pattern.compile("[!$&'()*+,;=:@/?%A-Za-z0-9._~\\[\\]-]*");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** The last label begins with a letter, so that the whole can't be a number in any notation. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final int MAX_HOST = 253;
    private static final int MAX_PORT = 65_535;

    /** @throws OutboundRefusedException if no request can be made with it */
    public OutboundUrl {
        try {
            var unused = new URI(uriOf(scheme, host, port, target));
        } catch (URISyntaxException e) {
            // What it says repeats the whole, and some hide a secret in there.
            throw refused("it has a character where none of its kind may be");
        }
    }

    /** @throws OutboundRefusedException if it is none of those that are taken */
    public static OutboundUrl parse(String text) {
        var url = URL.matcher(text);
        if (!CHARACTERS.matcher(text).matches()
                || !url.matches()
                || BROKEN_ESCAPE.matcher(text).find()) {
            throw refused("it must look like https://host/path, without a fragment and without special characters");
        }
        var authority = AUTHORITY.matcher(url.group(2));
        if (!authority.matches()) {
            throw refused("its host must be a name or an address, with a port if need be, and nothing else");
        }
        var scheme = url.group(1).toLowerCase(Locale.ROOT);
        var host = authority.group(1).toLowerCase(Locale.ROOT);
        requireHost(host);
        var path = url.group(3).isEmpty() ? "/" : url.group(3);
        return new OutboundUrl(scheme, host, port(scheme, authority.group(2)), path + url.group(4));
    }

    private static void requireHost(String host) {
        boolean known = host.startsWith("[")
                || IPV4.matcher(host).matches()
                || (host.length() <= MAX_HOST && NAME.matcher(host).matches());
        if (!known) {
            throw refused("its host is neither a name nor an address in the usual notation");
        }
    }

    private static int port(String scheme, @Nullable String given) {
        if (given == null) {
            return scheme.equals("https") ? 443 : 80;
        }
        int port = Integer.parseInt(given);
        if (port > MAX_PORT) {
            throw refused("there is no such port");
        }
        return port;
    }

    private static OutboundRefusedException refused(String why) {
        return new OutboundRefusedException("The address is not taken: " + why + ".");
    }

    /** Whether both lead to the same server by the same protocol. */
    public boolean isSameOrigin(OutboundUrl other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    /** {@code https://host:port}, which says nothing of path and query. */
    public String origin() {
        return uriOf(scheme, host, port, "");
    }

    /** The same server with another path. */
    public OutboundUrl withTarget(String other) {
        return new OutboundUrl(scheme, host, port, other);
    }

    URI uri() {
        return URI.create(uriOf(scheme, host, port, target));
    }

    private static String uriOf(String scheme, String host, int port, String target) {
        return scheme + "://" + host + ":" + port + target;
    }

    /** Without path and query, which may hold what is nobody's business. */
    @Override
    public String toString() {
        return origin();
    }
}
