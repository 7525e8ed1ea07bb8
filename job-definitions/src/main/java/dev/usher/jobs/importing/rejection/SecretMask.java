package dev.usher.jobs.importing.rejection;

import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.user.UserAttribute;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Values as JSON, with {@code *****} in place of whatever is or may be a password, a hash or a secret: by the attribute, by
 * the name of the member, or by its looks, since the row is a wrong one and a hash may stand anywhere. Booleans and nulls
 * are never secret.
 */
public final class SecretMask {

    public static final String MASK = "*****";

    /** Below an attribute that is secret only these names are shown, and of the values those of the last. */
    private static final Set<String> SECRET_STRUCTURE =
            Set.of("hash", "salt", "password", "key", "value", "totp", "secret", "phone", "email");

    private static final Set<String> SECRET_PARAMETERS =
            Set.of("algorithm", "encoding", "digest", "position", "keylen", "cost", "blockSize", "parallelization");

    /** Short enough to be no hash. */
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9]{1,12}");

    /** Parts of names in letters and digits only. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "passw|passphrase|passcode|pwd|secret|hash|salt|token|recoverycode|credential|privatekey|apikey|accesskey"
                    + "|mfafactors|totp");

    /** Modular crypt and PHC formats, and those of RFC 2307. */
    private static final Pattern HASH = Pattern.compile(
            "\\$(?:2[abxy]?|argon2\\w*|pbkdf2[\\w-]*|scrypt|md5|sha\\w*|apr1|[1567]|y|gy)\\$|\\{(?i:[a-z0-9-]*(?:md5|sha|crypt|pbkdf2|argon2)[a-z0-9-]*)}");

    /** A text may be JSON, or what should have been, with names of its own. */
    private static final Pattern DOCUMENT = Pattern.compile("[{\\[\":=]");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SecretMask() {}

    /** @param members of a whole record */
    public static ObjectNode mask(Map<String, RowValue> members) {
        var masked = NODES.objectNode();
        members.forEach((name, value) -> masked.set(shown(name), member(name, value)));
        return masked;
    }

    private static JsonNode member(String name, RowValue value) {
        if (UserAttribute.findByName(name).filter(UserAttribute::secret).isPresent()) {
            return secret("", value);
        }
        return namesSecret(name) ? leaf(value) : open(value);
    }

    private static JsonNode open(RowValue value) {
        if (value instanceof RowValue.Obj object) {
            return mask(object.members());
        }
        if (value instanceof RowValue.Arr array) {
            var items = NODES.arrayNode();
            array.items().forEach(item -> items.add(open(item)));
            return items;
        }
        if (value instanceof RowValue.Text text) {
            return NODES.stringNode(shown(text.value()));
        }
        // As it was written: every digit counts for whoever mends it.
        return value instanceof RowValue.Num number ? NODES.rawValueNode(new RawValue(number.literal())) : leaf(value);
    }

    /** What is known to be harmless is shown, anything else is not. */
    private static JsonNode secret(String name, RowValue value) {
        if (value instanceof RowValue.Obj object) {
            var masked = NODES.objectNode();
            object.members().forEach((key, inner) -> {
                boolean known = SECRET_STRUCTURE.contains(key) || SECRET_PARAMETERS.contains(key);
                masked.set(known ? key : MASK, secret(key, inner));
            });
            return masked;
        }
        if (value instanceof RowValue.Arr array) {
            var items = NODES.arrayNode();
            array.items().forEach(item -> items.add(secret("", item)));
            return items;
        }
        return SECRET_PARAMETERS.contains(name) && isParameter(value) ? open(value) : leaf(value);
    }

    private static boolean isParameter(RowValue value) {
        var text = value instanceof RowValue.Text t ? t.value() : value instanceof RowValue.Num n ? n.literal() : "";
        return PARAMETER.matcher(text).matches();
    }

    private static JsonNode leaf(RowValue value) {
        if (value instanceof RowValue.Null) {
            return NODES.nullNode();
        }
        return value instanceof RowValue.Bool bool ? NODES.booleanNode(bool.value()) : NODES.stringNode(MASK);
    }

    private static String shown(String text) {
        boolean named = DOCUMENT.matcher(text).find() && namesSecret(text);
        return named || HASH.matcher(text).find() ? MASK : wellFormed(text);
    }

    private static boolean namesSecret(String name) {
        var letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return SECRET_NAME.matcher(letters).find();
    }

    /** Half of a character can be read from an escape, but not written. */
    private static String wellFormed(String text) {
        var sound = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(sound::appendCodePoint);
        return sound.toString();
    }
}
