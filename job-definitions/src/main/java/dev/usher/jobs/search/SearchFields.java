package dev.usher.jobs.search;

import dev.usher.jobs.profile.UserColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which fields there are. Their names are compared exactly. */
final class SearchFields {

    static final SearchField ANY_TEXT = new AnyTextField();

    private static final String USERS = "u";
    private static final String LINKED = "l";
    private static final int MOST_KEYS = 20;

    private static final String SEARCHABLE =
            " Searchable are app_metadata.*, blocked, created_at, email, email.domain, email_verified, family_name,"
                    + " given_name, identities.*, last_ip, last_login, logins_count, name, nickname, phone_number,"
                    + " phone_verified, updated_at, user_id, user_metadata.* and username.";

    private static final Set<UserColumn> NOT_SEARCHABLE = Set.of(
            UserColumn.PICTURE,
            UserColumn.LAST_PASSWORD_RESET,
            UserColumn.MULTIFACTOR,
            UserColumn.MULTIFACTOR_LAST_MODIFIED);

    /** What is kept of a linked identity besides where it comes from. */
    private static final Set<UserColumn> PROFILE_DATA = Set.of(
            UserColumn.EMAIL,
            UserColumn.EMAIL_VERIFIED,
            UserColumn.NAME,
            UserColumn.USERNAME,
            UserColumn.GIVEN_NAME,
            UserColumn.FAMILY_NAME,
            UserColumn.NICKNAME,
            UserColumn.PHONE_NUMBER,
            UserColumn.PHONE_VERIFIED);

    private SearchFields() {}

    /** @throws InvalidQueryException if there is no such field */
    static SearchField find(String name, Place place) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return attribute(name, place);
        }
        var rest = name.substring(dot + 1);
        return switch (name.substring(0, dot)) {
            case "app_metadata", "user_metadata" -> metadata(name.substring(0, dot), rest, place);
            case "identities" -> identity(rest, place);
            case "email" -> {
                if (!rest.equals("domain")) {
                    throw unknown(place);
                }
                yield TextField.emailDomain(USERS);
            }
            default -> throw unknown(place);
        };
    }

    private static SearchField attribute(String name, Place place) {
        var column = UserColumn.findByName(name).filter(found -> !found.secret());
        if (column.filter(NOT_SEARCHABLE::contains).isPresent()) {
            throw place.refuse("can be read, but not searched." + SEARCHABLE);
        }
        return switch (name) {
            case "connection" -> throw place.refuse("is called identities.connection.");
            case "organization_id" -> throw place.refuse("does not exist: there are no organizations." + SEARCHABLE);
            case "identities" -> throw place.refuse("is a list. Name what is in it, such as identities.connection.");
            case "app_metadata", "user_metadata" -> new MetadataField(USERS + "." + name, List.of());
            default -> column.flatMap(found -> simple(found, USERS)).orElseThrow(() -> unknown(place));
        };
    }

    private static Optional<SearchField> simple(UserColumn column, String row) {
        var sql = row + "." + column.columnName();
        return switch (column.type()) {
            case TEXT -> Optional.of(TextField.of(column, row));
            case BOOLEAN -> Optional.of(new BooleanField(sql));
            case NUMBER -> Optional.of(new NumberField(sql));
            case TIMESTAMP -> Optional.of(new TimeField(sql));
            case JSON -> Optional.empty();
        };
    }

    private static SearchField metadata(String column, String path, Place place) {
        var keys = Arrays.asList(path.split("\\.", -1));
        if (keys.contains("")) {
            throw place.refuse("names an empty key. Put one dot between two keys.");
        }
        if (keys.size() > MOST_KEYS) {
            throw place.refuse("goes deeper than " + MOST_KEYS + " keys.");
        }
        return new MetadataField(USERS + "." + column, keys);
    }

    private static SearchField identity(String name, Place place) {
        return switch (name) {
            case "connection" -> ConnectionField.CONNECTION;
            case "provider" -> ConnectionField.PROVIDER;
            case "isSocial" -> ConnectionField.IS_SOCIAL;
            case "user_id" -> new IdentityIdField();
            default -> profileData(name, place);
        };
    }

    private static SearchField profileData(String name, Place place) {
        var prefix = "profileData.";
        if (!name.startsWith(prefix)) {
            throw unknown(place);
        }
        return UserColumn.findByName(name.substring(prefix.length()))
                .filter(PROFILE_DATA::contains)
                .flatMap(column -> simple(column, LINKED))
                .map(ProfileDataField::new)
                .orElseThrow(() -> unknown(place));
    }

    private static InvalidQueryException unknown(Place place) {
        return place.refuse("is not known." + SEARCHABLE);
    }
}
