package dev.usher.jobs.connection;

import java.util.List;
import java.util.Set;

/**
 * The strategy of a connection: its literal name, and the family whose rules it follows.
 *
 * <p>Any name that is not one of the known ones is refused, so that a misspelt {@code auth0} does not become a social
 * connection.
 */
public record Strategy(String name, Family family) {

    /** Strategies whose users are matched, named and restricted alike. */
    public enum Family {
        /** Users with an e-mail address and a password in our own store. */
        DATABASE,
        /** Passwordless by e-mail. */
        EMAIL,
        /** Passwordless by text message. */
        SMS,
        /** Users of a social identity provider, known by the provider's own id. */
        SOCIAL,
        /** Users of a company's identity provider, known by the provider's own id. */
        ENTERPRISE
    }

    private static final Set<String> SOCIAL = Set.of(
            "amazon",
            "apple",
            "bitbucket",
            "box",
            "dropbox",
            "facebook",
            "github",
            "google-oauth2",
            "instagram",
            "line",
            "linkedin",
            "oauth1",
            "oauth2",
            "paypal",
            "salesforce",
            "shopify",
            "twitter",
            "windowslive",
            "yahoo");

    private static final Set<String> ENTERPRISE = Set.of(
            "ad",
            "adfs",
            "auth0-adldap",
            "google-apps",
            "ip",
            "office365",
            "oidc",
            "okta",
            "pingfederate",
            "samlp",
            "sharepoint",
            "waad");

    /** @throws IllegalArgumentException if there is no such strategy; the message lists those that there are */
    public static Strategy of(String name) {
        return switch (name) {
            case "auth0" -> new Strategy(name, Family.DATABASE);
            case "email" -> new Strategy(name, Family.EMAIL);
            case "sms" -> new Strategy(name, Family.SMS);
            default -> {
                if (SOCIAL.contains(name)) {
                    yield new Strategy(name, Family.SOCIAL);
                }
                if (ENTERPRISE.contains(name)) {
                    yield new Strategy(name, Family.ENTERPRISE);
                }
                throw new IllegalArgumentException("There is no strategy '" + name + "'. Known are auth0, email, sms, "
                        + String.join(", ", sorted(SOCIAL)) + ", " + String.join(", ", sorted(ENTERPRISE)) + ".");
            }
        };
    }

    static boolean exists(String name) {
        return name.equals("auth0")
                || name.equals("email")
                || name.equals("sms")
                || SOCIAL.contains(name)
                || ENTERPRISE.contains(name);
    }

    /** Strategies of the family {@link Family#SOCIAL}, sorted. */
    public static List<String> socialNames() {
        return sorted(SOCIAL);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
