package dev.usher.jobs.connection;

import java.util.regex.Pattern;

/**
 * A source of users: a database, a passwordless channel, a social or an enterprise identity provider.
 *
 * @param id {@code con_} and 16 alphanumerics; never changes
 * @param name unique; 1 to 128 letters, digits and inner hyphens, or any spelling that Auth0 exports use
 */
public record Connection(String id, String name, Strategy strategy, ConnectionOptions options) {

    private static final Pattern ID = Pattern.compile("con_[A-Za-z0-9]{16}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,126}[A-Za-z0-9])?");

    public Connection {
        if (!isId(id)) {
            throw new IllegalArgumentException("'" + id + "' is no connection id: con_ and 16 letters or digits.");
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no connection name: 1 to 128 letters, digits,"
                    + " hyphens, dots and underscores, with a letter or digit at either end.");
        }
    }

    /** Whether a connection may be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The regular expression of names. */
    public static String namePattern() {
        return "^" + NAME + "$";
    }

    /** The regular expression of ids. */
    public static String idPattern() {
        return "^" + ID + "$";
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public ConnectionRules rules() {
        return new ConnectionRules(name, strategy, options);
    }
}
