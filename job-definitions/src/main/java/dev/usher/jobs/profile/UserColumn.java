package dev.usher.jobs.profile;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of a user: all that an import carries, in the same order, and what only Usher itself writes.
 *
 * <p>All but {@link #IDENTITIES} and {@link #MULTIFACTOR}, which are derived, are columns of the table {@code users}.
 */
public enum UserColumn {
    USER_ID(UserAttribute.USER_ID),
    EMAIL(UserAttribute.EMAIL),
    EMAIL_VERIFIED(UserAttribute.EMAIL_VERIFIED),
    USERNAME(UserAttribute.USERNAME),
    PHONE_NUMBER(UserAttribute.PHONE_NUMBER),
    PHONE_VERIFIED(UserAttribute.PHONE_VERIFIED),
    GIVEN_NAME(UserAttribute.GIVEN_NAME),
    FAMILY_NAME(UserAttribute.FAMILY_NAME),
    NAME(UserAttribute.NAME),
    NICKNAME(UserAttribute.NICKNAME),
    PICTURE(UserAttribute.PICTURE),
    BLOCKED(UserAttribute.BLOCKED),
    PASSWORD_HASH(UserAttribute.PASSWORD_HASH),
    CUSTOM_PASSWORD_HASH(UserAttribute.CUSTOM_PASSWORD_HASH),
    APP_METADATA(UserAttribute.APP_METADATA),
    USER_METADATA(UserAttribute.USER_METADATA),
    MFA_FACTORS(UserAttribute.MFA_FACTORS),
    CREATED_AT("created_at", Type.TIMESTAMP),
    UPDATED_AT("updated_at", Type.TIMESTAMP),
    LAST_LOGIN("last_login", Type.TIMESTAMP),
    LAST_IP("last_ip", Type.TEXT),
    LOGINS_COUNT("logins_count", Type.NUMBER),
    LAST_PASSWORD_RESET("last_password_reset", Type.TIMESTAMP),
    MULTIFACTOR("multifactor", Type.JSON),
    MULTIFACTOR_LAST_MODIFIED("multifactor_last_modified", Type.TIMESTAMP),
    IDENTITIES("identities", Type.JSON);

    /** What a value is. */
    public enum Type {
        TEXT,
        BOOLEAN,
        /** As text: its decimal digits. */
        NUMBER,
        TIMESTAMP,
        JSON
    }

    private static final Map<String, UserColumn> BY_NAME =
            Arrays.stream(values()).collect(toUnmodifiableMap(column -> column.columnName, Function.identity()));

    private final String columnName;
    private final Type type;
    private final @Nullable UserAttribute attribute;

    UserColumn(UserAttribute attribute) {
        this.columnName = attribute.attributeName();
        this.type = switch (attribute.type()) {
            case TEXT -> Type.TEXT;
            case BOOLEAN -> Type.BOOLEAN;
            case OBJECT, ARRAY -> Type.JSON;
        };
        this.attribute = attribute;
    }

    UserColumn(String columnName, Type type) {
        this.columnName = columnName;
        this.type = type;
        this.attribute = null;
    }

    public static Optional<UserColumn> findByName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name that users know, which is also that of the column in the table {@code users}. */
    public String columnName() {
        return columnName;
    }

    public Type type() {
        return type;
    }

    /** Whether an import takes it, so that it belongs to a complete copy. */
    public boolean importable() {
        return attribute != null;
    }

    /** Whether it is JSON that is put together as text when it is read. */
    public boolean derivedJson() {
        return this == IDENTITIES || this == MULTIFACTOR;
    }

    /** Whether it holds a password hash or an MFA secret, which only an export with credentials writes. */
    public boolean secret() {
        return attribute != null && attribute.secret();
    }
}
