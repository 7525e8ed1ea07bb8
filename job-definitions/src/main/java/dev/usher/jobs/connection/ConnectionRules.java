package dev.usher.jobs.connection;

import static dev.usher.jobs.user.UserAttribute.CUSTOM_PASSWORD_HASH;
import static dev.usher.jobs.user.UserAttribute.EMAIL;
import static dev.usher.jobs.user.UserAttribute.EMAIL_VERIFIED;
import static dev.usher.jobs.user.UserAttribute.FAMILY_NAME;
import static dev.usher.jobs.user.UserAttribute.GIVEN_NAME;
import static dev.usher.jobs.user.UserAttribute.NAME;
import static dev.usher.jobs.user.UserAttribute.NICKNAME;
import static dev.usher.jobs.user.UserAttribute.PASSWORD_HASH;
import static dev.usher.jobs.user.UserAttribute.PHONE_NUMBER;
import static dev.usher.jobs.user.UserAttribute.PICTURE;
import static dev.usher.jobs.user.UserAttribute.USERNAME;
import static dev.usher.jobs.user.UserAttribute.USER_ID;

import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a connection's strategy and options for its users and for the rows of an import.
 *
 * @param connectionName part of the user ids of an enterprise connection
 */
public record ConnectionRules(String connectionName, Strategy strategy, ConnectionOptions options) {

    private static final Set<UserAttribute> ROOT_ATTRIBUTES =
            EnumSet.of(NAME, GIVEN_NAME, FAMILY_NAME, NICKNAME, PICTURE);

    /** The attribute by which a row finds the user that it describes. */
    public UserAttribute matchKey() {
        return switch (strategy.family()) {
            case DATABASE, EMAIL -> EMAIL;
            case SMS -> PHONE_NUMBER;
            case SOCIAL, ENTERPRISE -> USER_ID;
        };
    }

    /** Names of what every row must give, the match key first; dotted names reach into metadata. */
    public List<String> requiredFields() {
        var fields = new ArrayList<String>();
        fields.add(matchKey().attributeName());
        if (takesUsername() && options.requiresUsername()) {
            fields.add(USERNAME.attributeName());
        }
        options.requiredFields().stream().filter(f -> !fields.contains(f)).forEach(fields::add);
        return List.copyOf(fields);
    }

    /** Attributes that no row of this connection may give. */
    public Set<UserAttribute> forbiddenAttributes() {
        var forbidden = EnumSet.noneOf(UserAttribute.class);
        if (!takesUsername()) {
            forbidden.add(USERNAME);
        }
        if (strategy.family() != Family.DATABASE) {
            forbidden.add(PASSWORD_HASH);
            forbidden.add(CUSTOM_PASSWORD_HASH);
        }
        if (strategy.family() == Family.SMS) {
            forbidden.add(EMAIL_VERIFIED);
        }
        return forbidden;
    }

    /** Whether an upsert may not change {@code email_verified}: the company's identity provider vouches for it. */
    public boolean emailVerifiedIsFixed() {
        return strategy.family() == Family.ENTERPRISE;
    }

    /** Attributes that an upsert leaves alone because the identity provider sets them at each login. */
    public Set<UserAttribute> providerAttributes() {
        boolean provider = strategy.family() == Family.SOCIAL || strategy.family() == Family.ENTERPRISE;
        return provider && options.setUserRootAttributes() == SetUserRootAttributes.ON_EACH_LOGIN
                ? EnumSet.copyOf(ROOT_ATTRIBUTES)
                : EnumSet.noneOf(UserAttribute.class);
    }

    /** Whether e-mail addresses are stored in lower case: wherever one belongs to one user only. */
    public boolean lowerCasesEmail() {
        return emailIsUnique();
    }

    /** Whether an e-mail address belongs to one user of the connection only. */
    public boolean emailIsUnique() {
        return strategy.family() != Family.SOCIAL && strategy.family() != Family.ENTERPRISE;
    }

    /** What stands in front of every user id: {@code auth0|}, {@code google-oauth2|}, {@code samlp|acme|}. */
    public String userIdPrefix() {
        return strategy.family() == Family.ENTERPRISE
                ? strategy.name() + "|" + connectionName + "|"
                : strategy.name() + "|";
    }

    /** The id as it is stored: one that already carries the prefix is taken as it is. */
    public String qualifyUserId(String userId) {
        return userId.startsWith(userIdPrefix()) ? userId : userIdPrefix() + userId;
    }

    /**
     * The strategy with whose name an id begins that is no id of this connection.
     *
     * @return null if it is one, or may be one without its prefix
     */
    public @Nullable String foreignStrategy(String userId) {
        int bar = userId.indexOf('|');
        if (bar < 0 || userId.startsWith(userIdPrefix())) {
            return null;
        }
        var name = userId.substring(0, bar);
        return Strategy.exists(name) ? name : null;
    }

    /**
     * Refuses options that ask for what no row of the strategy can give. Of connections that exist they may: they were
     * not always refused.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public void requireSound() {
        boolean usernames = options.requiresUsername()
                || options.usernameMinLength() != ConnectionOptions.DEFAULTS.usernameMinLength()
                || options.usernameMaxLength() != ConnectionOptions.DEFAULTS.usernameMaxLength();
        if (usernames && strategy.family() != Family.DATABASE) {
            throw new IllegalArgumentException("Only database connections (auth0) have usernames: one of the strategy "
                    + strategy.name() + " can neither require them nor say how long they are.");
        }
        if (!options.passwords().equals(PasswordOptions.DEFAULTS) && strategy.family() != Family.DATABASE) {
            throw new IllegalArgumentException("Only database connections (auth0) have passwords: one of the strategy "
                    + strategy.name() + " can't say what they are like.");
        }
        for (var attribute : forbiddenAttributes()) {
            if (options.requiredFields().contains(attribute.attributeName())) {
                throw new IllegalArgumentException(
                        "'" + attribute.attributeName() + "' can't be required: the rows of this connection must not"
                                + " give it" + (attribute == USERNAME ? ", unless it requires usernames." : "."));
            }
        }
    }

    private boolean takesUsername() {
        return strategy.family() == Family.DATABASE && options.requiresUsername();
    }
}
