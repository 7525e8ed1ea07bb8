package dev.usher.app.users;

import static dev.usher.jobs.user.UserAttribute.APP_METADATA;
import static dev.usher.jobs.user.UserAttribute.BLOCKED;
import static dev.usher.jobs.user.UserAttribute.EMAIL;
import static dev.usher.jobs.user.UserAttribute.EMAIL_VERIFIED;
import static dev.usher.jobs.user.UserAttribute.FAMILY_NAME;
import static dev.usher.jobs.user.UserAttribute.GIVEN_NAME;
import static dev.usher.jobs.user.UserAttribute.NAME;
import static dev.usher.jobs.user.UserAttribute.NICKNAME;
import static dev.usher.jobs.user.UserAttribute.PHONE_NUMBER;
import static dev.usher.jobs.user.UserAttribute.PHONE_VERIFIED;
import static dev.usher.jobs.user.UserAttribute.PICTURE;
import static dev.usher.jobs.user.UserAttribute.USERNAME;
import static dev.usher.jobs.user.UserAttribute.USER_METADATA;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.postgres.SqlState;
import dev.usher.jobs.user.UserAttribute;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.node.ObjectNode;

/** Which changes of a user are refused, in Auth0's words where it has some. */
final class ChangeRules {

    /** What belongs to the user, whichever of its identities a request is about. */
    static final Set<UserAttribute> OF_THE_USER = EnumSet.of(APP_METADATA, USER_METADATA, BLOCKED);

    /** Root attributes that an identity provider may own. */
    private static final Set<UserAttribute> ROOT = EnumSet.of(NAME, GIVEN_NAME, FAMILY_NAME, NICKNAME, PICTURE);

    private static final Set<String> READ_ONLY = Set.of(
            "user_id",
            "identities",
            "created_at",
            "updated_at",
            "last_ip",
            "last_login",
            "last_password_reset",
            "logins_count",
            "multifactor",
            "multifactor_last_modified",
            "mfa_factors",
            "password_hash",
            "custom_password_hash");

    private ChangeRules() {}

    static void requireChangeable(ObjectNode body) {
        var names = body.propertyNames().stream()
                .filter(READ_ONLY::contains)
                .sorted()
                .toList();
        if (!names.isEmpty()) {
            throw refused("Your account is not allowed to update the following user attributes: "
                    + String.join(", ", names) + ".");
        }
    }

    /** An address may be used to take over an account with another one's password: not both at once. */
    static void requireTogether(UserRequest request) {
        boolean password = request.password().isPresent();
        refuseBoth("password", password, request, EMAIL);
        refuseBoth("password", password, request, EMAIL_VERIFIED);
        boolean username = request.mentions(USERNAME);
        refuseBoth("username", username, request, EMAIL);
        refuseBoth("username", username, request, EMAIL_VERIFIED);
        if (username && password) {
            throw refused("Cannot update username and password simultaneously.");
        }
    }

    private static void refuseBoth(String one, boolean asked, UserRequest request, UserAttribute other) {
        if (asked && request.mentions(other)) {
            throw refused("Cannot update " + one + " and " + other.attributeName() + " simultaneously.");
        }
    }

    /** @param secondary whether the connection is that of a linked identity */
    static void requireAllowed(UserRequest request, Connection connection, boolean secondary) {
        requireRootAttributes(request, connection, secondary);
        var family = connection.strategy().family();
        if (request.mentions(EMAIL) && family != Family.DATABASE && family != Family.EMAIL) {
            throw refused("Cannot update email for non-database user.");
        }
        if (request.mentions(EMAIL_VERIFIED) && family == Family.ENTERPRISE) {
            throw refused("Email verification is not supported for enterprise users.");
        }
        if (request.mentions(EMAIL_VERIFIED) && family == Family.SMS) {
            throw refused("Email verification is not supported for passwordless sms users.");
        }
        boolean phone = request.mentions(PHONE_NUMBER) || request.mentions(PHONE_VERIFIED);
        if ((phone && family != Family.DATABASE && family != Family.SMS)
                || (request.password().isPresent() && family != Family.DATABASE)) {
            throw refused("Connection is not supported for this operation.");
        }
        if (request.mentions(USERNAME)
                && connection.rules().forbiddenAttributes().contains(USERNAME)) {
            throw refused("Cannot set username for connection without requires_username.");
        }
        requireKept(request, connection);
    }

    private static void requireRootAttributes(UserRequest request, Connection connection, boolean secondary) {
        var cause = secondary
                ? "The specified connection belongs to a secondary identity."
                : "The connection must either be a database connection (using the Auth0 store), a passwordless"
                        + " connection (email or sms) or has disabled 'Sync user profile attributes at each login'.";
        var fixed = secondary ? ROOT : connection.rules().providerAttributes();
        refuse("updated", request.given().keySet(), fixed::contains, cause);
        refuse("removed", request.removed(), fixed::contains, cause);
    }

    /** By its key an import finds a user again, and what a connection requires is required of every user. */
    private static void requireKept(UserRequest request, Connection connection) {
        var required = connection.rules().requiredFields();
        refuse(
                "removed",
                request.removed(),
                attribute -> required.contains(attribute.attributeName()),
                "The connection requires them.");
    }

    private static void refuse(
            String what, Collection<UserAttribute> asked, Predicate<UserAttribute> isFixed, String cause) {
        var names = asked.stream()
                .filter(isFixed)
                .map(UserAttribute::attributeName)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            throw refused("The following user attributes cannot be " + what + ": " + names + ". " + cause);
        }
    }

    static ProblemException taken(DuplicateKeyException clash) {
        var index = SqlState.clashingIndex(clash).orElse("");
        var what = List.of(EMAIL, USERNAME, PHONE_NUMBER).stream()
                .filter(attribute -> index.equals("users_" + attribute.attributeName() + "_key"))
                .map(UserAttribute::attributeName)
                .findFirst()
                .orElse("value");
        return new ProblemException(ProblemType.USER_VALUE_TAKEN, "The specified new " + what + " already exists");
    }

    static ProblemException refused(String message) {
        return new ProblemException(ProblemType.USER_CHANGE_REFUSED, message);
    }
}
