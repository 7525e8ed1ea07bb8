package dev.usher.jobs.user;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The one catalogue of the attributes of a user that an import may carry.
 *
 * <p>Validation, staging columns, the merge and exports all read it: adding an attribute is one entry here and one
 * migration. The attribute's name is its key in JSON, its header in CSV and its column in the table {@code users}.
 */
public enum UserAttribute {
    USER_ID("user_id", Type.TEXT, 1, 255, false),
    EMAIL("email", Type.TEXT, 1, 254, false),
    EMAIL_VERIFIED("email_verified", Type.BOOLEAN, true),
    USERNAME("username", Type.TEXT, 1, 128, false),
    PHONE_NUMBER("phone_number", Type.TEXT, 1, 16, false),
    PHONE_VERIFIED("phone_verified", Type.BOOLEAN, false),
    GIVEN_NAME("given_name", Type.TEXT, 1, 150, true),
    FAMILY_NAME("family_name", Type.TEXT, 1, 150, true),
    NAME("name", Type.TEXT, 1, 300, true),
    NICKNAME("nickname", Type.TEXT, 1, 300, true),
    PICTURE("picture", Type.TEXT, 1, 2048, true),
    BLOCKED("blocked", Type.BOOLEAN, false),
    PASSWORD_HASH("password_hash", Type.TEXT, 1, 255, false),
    CUSTOM_PASSWORD_HASH("custom_password_hash", Type.OBJECT, true),
    APP_METADATA("app_metadata", Type.OBJECT, true),
    USER_METADATA("user_metadata", Type.OBJECT, true),
    MFA_FACTORS("mfa_factors", Type.ARRAY, true);

    /** The JSON type of an attribute's value. */
    public enum Type {
        TEXT,
        BOOLEAN,
        OBJECT,
        ARRAY
    }

    /** Attributes that an upsert changes on a user that exists only if it is asked to, by name. */
    public static final List<UserAttribute> UPSERTABLE_ON_REQUEST =
            List.of(BLOCKED, EMAIL, PHONE_NUMBER, PHONE_VERIFIED, USERNAME);

    private static final Map<String, UserAttribute> BY_NAME =
            Arrays.stream(values()).collect(toUnmodifiableMap(a -> a.attributeName, Function.identity()));

    private static final Set<String> EXPORT_ONLY = Set.of(
            "created_at",
            "updated_at",
            "identities",
            "last_login",
            "last_ip",
            "logins_count",
            "last_password_reset",
            "guardian_authenticators");

    private final String attributeName;
    private final Type type;
    private final int minLength;
    private final int maxLength;
    private final boolean upsertable;

    UserAttribute(String attributeName, Type type, boolean upsertable) {
        this(attributeName, type, 0, Integer.MAX_VALUE, upsertable);
    }

    UserAttribute(String attributeName, Type type, int minLength, int maxLength, boolean upsertable) {
        this.attributeName = attributeName;
        this.type = type;
        this.minLength = minLength;
        this.maxLength = maxLength;
        this.upsertable = upsertable;
    }

    public static Optional<UserAttribute> findByName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * Whether a name that is no attribute is one that only an export writes, so that an import passes it over. A column
     * may reach into it: {@code identities[0].connection}.
     */
    public static boolean isExportOnly(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
            end++;
        }
        String key = name.substring(0, end);
        return EXPORT_ONLY.contains(key) || key.startsWith("multifactor");
    }

    /** The key in JSON, the header in CSV and the column in the table {@code users}. */
    public String attributeName() {
        return attributeName;
    }

    public Type type() {
        return type;
    }

    /** Smallest length in code points; 0 where the type has no length. */
    public int minLength() {
        return minLength;
    }

    /** Greatest length in code points; {@link Integer#MAX_VALUE} where the type has no length. */
    public int maxLength() {
        return maxLength;
    }

    /** Whether an upsert changes it on a user that exists, unless the connection's strategy says otherwise. */
    public boolean upsertable() {
        return upsertable;
    }

    /** Whether it holds a password hash or an MFA secret, which no message, log or error may repeat. */
    public boolean secret() {
        return this == PASSWORD_HASH || this == CUSTOM_PASSWORD_HASH || this == MFA_FACTORS;
    }
}
