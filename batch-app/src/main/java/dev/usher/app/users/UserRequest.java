package dev.usher.app.users;

import dev.usher.jobs.user.UserAttribute;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a request to create or change a user, told apart. Attributes are not judged yet.
 *
 * @param given attributes with a value
 * @param removed attributes that are to have none
 * @param connection the name of a connection
 * @param password present if it is given or removed
 */
record UserRequest(
        Map<UserAttribute, JsonNode> given,
        Set<UserAttribute> removed,
        Optional<String> connection,
        Optional<NewPassword> password) {

    private static final String CONNECTION = "connection";
    private static final String PASSWORD = "password";

    private static final Set<UserAttribute> CREATABLE = EnumSet.complementOf(
            EnumSet.of(UserAttribute.PASSWORD_HASH, UserAttribute.CUSTOM_PASSWORD_HASH, UserAttribute.MFA_FACTORS));

    private static final Set<UserAttribute> CHANGEABLE = without(CREATABLE, UserAttribute.USER_ID);

    private static final Set<UserAttribute> REMOVABLE = EnumSet.of(
            UserAttribute.EMAIL,
            UserAttribute.PHONE_NUMBER,
            UserAttribute.GIVEN_NAME,
            UserAttribute.FAMILY_NAME,
            UserAttribute.NAME,
            UserAttribute.NICKNAME,
            UserAttribute.PICTURE,
            UserAttribute.USERNAME);

    /** Understood, and without a meaning where no mail is sent. */
    private static final Map<String, JsonType> WITHOUT_MEANING = Map.of(
            "verify_email", JsonType.BOOLEAN,
            "verify_phone_number", JsonType.BOOLEAN,
            "verify_password", JsonType.BOOLEAN,
            "client_id", JsonType.STRING);

    /** A password to be set, or none from now on. */
    record NewPassword(@Nullable String text) {

        /** Without the password, so that no log ever has it. */
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    private enum JsonType {
        STRING,
        BOOLEAN;

        private boolean fits(JsonNode value) {
            return this == STRING ? value.isString() : value.isBoolean();
        }
    }

    /** @throws InvalidUserException if there is a member that nobody knows, or that has the wrong type */
    static UserRequest toCreate(ObjectNode body) {
        var others = body.propertyNames().stream()
                .filter(name -> !isCreatable(name))
                .sorted()
                .collect(Collectors.joining(","));
        if (!others.isEmpty()) {
            throw new InvalidUserException("", "Additional properties not allowed: " + others);
        }
        var request = of(body, CREATABLE, Set.of());
        // An empty id is how some clients say that they have none.
        if (body.path("user_id").isString()
                && body.path("user_id").stringValue().isEmpty()) {
            request.given.remove(UserAttribute.USER_ID);
        }
        return request;
    }

    private static boolean isCreatable(String name) {
        return name.equals(CONNECTION)
                || name.equals(PASSWORD)
                || name.equals("verify_email")
                || UserAttribute.findByName(name).filter(CREATABLE::contains).isPresent();
    }

    /**
     * Members that nobody knows are passed over.
     *
     * @throws InvalidUserException if a member has the wrong type
     */
    static UserRequest toChange(ObjectNode body) {
        return of(body, CHANGEABLE, REMOVABLE);
    }

    private static UserRequest of(ObjectNode body, Set<UserAttribute> known, Set<UserAttribute> removable) {
        WITHOUT_MEANING.forEach((name, type) -> require(body, name, type));
        var given = new EnumMap<UserAttribute, JsonNode>(UserAttribute.class);
        var removed = EnumSet.noneOf(UserAttribute.class);
        for (var attribute : known) {
            var value = body.get(attribute.attributeName());
            if (value != null && !value.isNull()) {
                given.put(attribute, value);
            } else if (value != null && removable.contains(attribute)) {
                removed.add(attribute);
            } else if (value != null) {
                throw wrongType(attribute.attributeName(), typeName(attribute), value);
            }
        }
        return new UserRequest(given, removed, text(body, CONNECTION), password(body, !removable.isEmpty()));
    }

    private static Optional<NewPassword> password(ObjectNode body, boolean removable) {
        if (removable && body.path(PASSWORD).isNull()) {
            return Optional.of(new NewPassword(null));
        }
        return text(body, PASSWORD).map(NewPassword::new);
    }

    private static Optional<String> text(ObjectNode body, String name) {
        require(body, name, JsonType.STRING);
        var text = Optional.ofNullable(body.get(name)).map(JsonNode::stringValue);
        if (text.filter(String::isEmpty).isPresent()) {
            throw new InvalidUserException(name, "String is too short (0 chars), minimum 1");
        }
        return text;
    }

    private static void require(ObjectNode body, String name, JsonType type) {
        var value = body.get(name);
        if (value != null && !type.fits(value)) {
            throw wrongType(name, type.name().toLowerCase(Locale.ROOT), value);
        }
    }

    private static InvalidUserException wrongType(String name, String wanted, JsonNode found) {
        return new InvalidUserException(
                name,
                "Expected type " + wanted + " but found type "
                        + RowValues.of(found).typeName());
    }

    private static String typeName(UserAttribute attribute) {
        return switch (attribute.type()) {
            case TEXT -> "string";
            case BOOLEAN -> "boolean";
            case OBJECT -> "object";
            case ARRAY -> "array";
        };
    }

    private static Set<UserAttribute> without(Set<UserAttribute> attributes, UserAttribute one) {
        var fewer = EnumSet.copyOf(attributes);
        fewer.remove(one);
        return fewer;
    }

    boolean mentions(UserAttribute attribute) {
        return given.containsKey(attribute) || removed.contains(attribute);
    }

    /** Without the values, so that no log ever has them. */
    @Override
    public String toString() {
        return "UserRequest" + given.keySet();
    }
}
