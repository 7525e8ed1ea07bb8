package dev.usher.jobs.credential;

import java.util.Locale;
import java.util.Optional;

/**
 * A directory's {@code {SCHEME}} hash taken apart.
 *
 * @param salted whether bytes behind the digest are a salt, which follows the password
 * @param bytes digest and salt
 */
public record LdapHash(Digest digest, boolean salted, Octets bytes) {

    static final String SCHEMES = "md5, smd5, sha, sha1, sha224, sha256, sha384, sha512, ssha, ssha1, ssha224, ssha256,"
            + " ssha384, ssha512";
    static final String PATTERN = "^\\{<scheme>\\}<base64>$";

    /** The digest of a scheme in any case, less its salt; nothing for {@code crypt} and others. */
    static Optional<Digest> digestOf(String scheme) {
        String name = scheme.toLowerCase(Locale.ROOT);
        String unsalted = isSalted(name) ? name.substring(1) : name;
        return switch (unsalted) {
            case "md5" -> Optional.of(Digest.MD5);
            case "sha", "sha1" -> Optional.of(Digest.SHA1);
            case "sha224" -> Optional.of(Digest.SHA224);
            case "sha256" -> Optional.of(Digest.SHA256);
            case "sha384" -> Optional.of(Digest.SHA384);
            case "sha512" -> Optional.of(Digest.SHA512);
            default -> Optional.empty();
        };
    }

    /** What stands between the braces; nothing if the text does not begin with any. */
    static Optional<String> schemeOf(String text) {
        int end = text.indexOf('}');
        return text.startsWith("{") && end > 1 ? Optional.of(text.substring(1, end)) : Optional.empty();
    }

    /** The hash, or nothing if the scheme is unknown or what follows is not base64; its length may be wrong. */
    public static Optional<LdapHash> parse(String text) {
        return schemeOf(text)
                .flatMap(scheme -> digestOf(scheme)
                        .flatMap(digest -> TextEncoding.BASE64
                                .decode(text.substring(scheme.length() + 2))
                                .map(bytes -> new LdapHash(digest, isSalted(scheme.toLowerCase(Locale.ROOT)), bytes))));
    }

    private static boolean isSalted(String scheme) {
        return scheme.startsWith("ssha") || scheme.equals("smd5");
    }

    @Override
    public String toString() {
        return "LdapHash[digest=" + digest + ", salted=" + salted + "]";
    }
}
