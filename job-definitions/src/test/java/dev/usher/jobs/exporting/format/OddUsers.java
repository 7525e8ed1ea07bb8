package dev.usher.jobs.exporting.format;

import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.profile.UserColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Users that an import into a database connection with usernames accepts, of the oddest values that it does. */
public final class OddUsers {

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            " ",
            "  ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "\"",
            "\"\"",
            "\\",
            "\\n",
            "\\u0041",
            "'",
            "''",
            "=",
            "+",
            "-",
            "@",
            ",",
            ";",
            "|",
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ", ",
            "/",
            "null",
            "true",
            "é",
            "e\u0301",
            "ß",
            "日本",
            "\uff1d",
            "\ud83d\ude00",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "\u2028",
            "\u2029",
            "\u0085",
            "\ufeff",
            "\u200b",
            "\u202e",
            "\u0001",
            "\u001f",
            "\u007f",
            "\b",
            "\f",
            "\ufffd",
            "\u00a0",
            "=1+1",
            "@SUM(A1)",
            "1e5",
            "<b>",
            "%00",
            "\ud800\udc00",
            "\udbff\udfff");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "1",
            "-1",
            "1.50",
            "0.1",
            "1e400",
            "1E-400",
            "-1.5e-7",
            "1e2000",
            "123456789012345678901234567890",
            "0.000000000000000000000000000001",
            "9007199254740993");

    private static final List<Object> HASHES = List.of(
            Map.of("algorithm", "md4", "hash", Map.of("value", "AbuUujgF0pPPkJPSFRTpmA==", "encoding", "base64")),
            Map.of(
                    "algorithm",
                    "scrypt",
                    "hash",
                    Map.of(
                            "value", "097f6197e1b41538f723e32aa7a68e8d76227d8e432ce5faa4882a913032db29",
                            "encoding", "hex"),
                    "salt",
                    Map.of("value", "=a\"b',\r\n", "position", "suffix"),
                    "keylen",
                    new BigDecimal(32),
                    "cost",
                    new BigDecimal(4096)));

    private final RandomGenerator random;

    private OddUsers(RandomGenerator random) {
        this.random = random;
    }

    static List<Map<UserColumn, Object>> list(int count, long seed) {
        var odd = new OddUsers(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        return IntStream.range(0, count).mapToObj(odd::user).toList();
    }

    /** A file of them for an import. */
    public static byte[] ndjson(int count, long seed) {
        var all = FieldSelection.all(true);
        return written(list(count, seed), new NdjsonUserFormat(all), all);
    }

    static byte[] written(List<Map<UserColumn, Object>> users, UserFormat format, FieldSelection selection) {
        var out = new TextBuffer(1 << 20);
        format.writeHeader(out);
        for (var values : users) {
            var user = AUser.aUser();
            values.forEach(user::with);
            format.write(user.read(selection), out);
        }
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private Map<UserColumn, Object> user(int number) {
        var user = new EnumMap<UserColumn, Object>(UserColumn.class);
        user.put(UserColumn.USER_ID, "auth0|" + pick(List.of("", "'", "=", "auth0|", "\"", "é,")) + number);
        user.put(UserColumn.EMAIL, pick(List.of("", "'", "=", "+", "-", "o'", "{", "`")) + "u" + number + "@x.org");
        user.put(UserColumn.USERNAME, pick(List.of("", "'", "+", "@", "-", "#")) + "n" + number);
        maybe(user, UserColumn.EMAIL_VERIFIED, random.nextBoolean());
        maybe(user, UserColumn.PHONE_NUMBER, "+49" + number);
        maybe(user, UserColumn.PHONE_VERIFIED, random.nextBoolean());
        for (var column :
                List.of(UserColumn.GIVEN_NAME, UserColumn.FAMILY_NAME, UserColumn.NAME, UserColumn.NICKNAME)) {
            maybe(user, column, text(1, 12));
        }
        maybe(user, UserColumn.PICTURE, "https://x.org/" + number + pick(List.of("", "?a=b,c;d='e'", ".png#=1")));
        maybe(user, UserColumn.BLOCKED, random.nextBoolean());
        if (random.nextBoolean()) {
            user.put(UserColumn.CUSTOM_PASSWORD_HASH, pick(HASHES));
        } else {
            maybe(user, UserColumn.PASSWORD_HASH, "$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K");
        }
        maybe(user, UserColumn.APP_METADATA, object(0));
        maybe(user, UserColumn.USER_METADATA, object(0));
        maybe(
                user,
                UserColumn.MFA_FACTORS,
                List.of(
                        Map.of("totp", Map.of("secret", "JBSWY3DPEHPK3PXP")),
                        Map.of("phone", Map.of("value", "+1" + number)),
                        Map.of()));
        return user;
    }

    private void maybe(Map<UserColumn, Object> user, UserColumn column, Object value) {
        if (random.nextInt(3) > 0) {
            user.put(column, value);
        }
    }

    private String text(int min, int max) {
        var text = new StringBuilder();
        for (int i = random.nextInt(min, max); i > 0; i--) {
            text.append(pick(PIECES));
        }
        return text.toString();
    }

    private Map<String, @Nullable Object> object(int depth) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put("k" + text(0, 3), value(depth + 1));
            object.put(text(0, 2), value(depth + 1));
        }
        return object;
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth < 5 ? 8 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> new BigDecimal(pick(NUMBERS));
            case 6 -> object(depth);
            case 7 -> {
                var items = new ArrayList<@Nullable Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(depth + 1));
                }
                yield items;
            }
            default -> text(0, 8);
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
