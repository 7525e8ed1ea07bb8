package dev.usher.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Attributes of a user as they are typed. */
final class UserAttributes {

    private static final String OBJECT = "JSON|@FILE";

    @Option(names = "--email", paramLabel = "ADDRESS", description = "E-mail address.")
    @Nullable
    String email;

    @Option(names = "--email-verified", negatable = true, description = "The address is the user's.")
    @Nullable
    Boolean emailVerified;

    @Option(names = "--username", paramLabel = "NAME", description = "For databases whose users have one.")
    @Nullable
    String username;

    @Option(names = "--phone-number", paramLabel = "NUMBER", description = "With + and country: +12025550101.")
    @Nullable
    String phoneNumber;

    @Option(names = "--phone-verified", negatable = true, description = "The number is the user's.")
    @Nullable
    Boolean phoneVerified;

    @Option(names = "--given-name", paramLabel = "NAME", description = "First name.")
    @Nullable
    String givenName;

    @Option(names = "--family-name", paramLabel = "NAME", description = "Last name.")
    @Nullable
    String familyName;

    @Option(names = "--name", paramLabel = "NAME", description = "Full name.")
    @Nullable
    String name;

    @Option(names = "--nickname", paramLabel = "NAME", description = "Name among friends.")
    @Nullable
    String nickname;

    @Option(names = "--picture", paramLabel = "URL", description = "Address of a picture.")
    @Nullable
    String picture;

    @Option(names = "--blocked", negatable = true, description = "The user can't log in.")
    @Nullable
    Boolean blocked;

    @Option(
            names = "--app-metadata",
            paramLabel = OBJECT,
            description = "What applications keep of the user: an object, or @ and the file with it.")
    @Nullable
    String appMetadata;

    @Option(names = "--user-metadata", paramLabel = OBJECT, description = "What the user keeps; as above.")
    @Nullable
    String userMetadata;

    /** Adds what was typed; it counts more than what is there. */
    void putInto(ObjectNode body, JsonInput json) {
        put(body, "email", email);
        put(body, "email_verified", emailVerified);
        put(body, "username", username);
        put(body, "phone_number", phoneNumber);
        put(body, "phone_verified", phoneVerified);
        put(body, "given_name", givenName);
        put(body, "family_name", familyName);
        put(body, "name", name);
        put(body, "nickname", nickname);
        put(body, "picture", picture);
        put(body, "blocked", blocked);
        if (appMetadata != null) {
            body.set("app_metadata", json.value("--app-metadata", appMetadata));
        }
        if (userMetadata != null) {
            body.set("user_metadata", json.value("--user-metadata", userMetadata));
        }
    }

    private static void put(ObjectNode body, String attribute, @Nullable String value) {
        if (value != null) {
            body.put(attribute, value);
        }
    }

    private static void put(ObjectNode body, String attribute, @Nullable Boolean value) {
        if (value != null) {
            body.put(attribute, value);
        }
    }
}
