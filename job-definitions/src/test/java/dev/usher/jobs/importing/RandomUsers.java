package dev.usher.jobs.importing;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.connection.Strategy.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes rows whose keys and values come from small sets, so that they meet each other and the users often. */
final class RandomUsers {

    private static final Map<String, Object> MD4 =
            Map.of("algorithm", "md4", "hash", Map.of("value", "AbuUujgF0pPPkJPSFRTpmA==", "encoding", "base64"));
    private static final Map<String, Object> MD5 =
            Map.of("algorithm", "md5", "hash", Map.of("value", "67a1e09bb1f83f5007dc119c14d663aa", "encoding", "hex"));
    private static final String NATIVE = "$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K";

    private final RandomGenerator random;
    private final ConnectionRules rules;
    private final Family family;
    private final int keys;

    RandomUsers(RandomGenerator random, ConnectionRules rules, int keys) {
        this.random = random;
        this.rules = rules;
        this.family = rules.strategy().family();
        this.keys = keys;
    }

    /** @param nullable whether attributes may be null */
    List<Map<String, @Nullable Object>> rows(int count, boolean nullable) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < count; i++) {
            rows.add(row(nullable));
        }
        return rows;
    }

    static String ndjson(List<Map<String, @Nullable Object>> rows) {
        var text = new StringBuilder();
        rows.forEach(
                row -> text.append(JsonMapper.shared().writeValueAsString(row)).append('\n'));
        return text.toString();
    }

    private Map<String, @Nullable Object> row(boolean nullable) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        var key = rules.matchKey().attributeName();
        row.put(key, key(key));
        if (rules.options().requiresUsername()) {
            row.put("username", key("username"));
        }
        maybe(row, 0.15, "user_id", nullable);
        maybe(row, 0.5, "email", false);
        maybe(row, 0.15, "phone_number", nullable);
        for (var name : List.of("given_name", "family_name", "name", "nickname", "picture", "blocked")) {
            maybe(row, 0.3, name, nullable);
        }
        for (var name : List.of("app_metadata", "user_metadata", "phone_verified", "mfa_factors")) {
            maybe(row, 0.25, name, nullable);
        }
        if (family != Family.SMS) {
            maybe(row, 0.3, "email_verified", nullable);
        }
        if (family == Family.DATABASE) {
            maybe(row, 0.3, random.nextBoolean() ? "custom_password_hash" : "password_hash", nullable);
        }
        if (random.nextInt(40) == 0) {
            row.put("blocked", "no boolean");
        }
        return row;
    }

    private void maybe(Map<String, @Nullable Object> row, double probability, String name, boolean nullable) {
        if (!row.containsKey(name) && random.nextDouble() < probability) {
            row.put(name, nullable && random.nextInt(5) == 0 ? null : value(name));
        }
    }

    private Object value(String name) {
        return switch (name) {
            case "user_id", "email", "phone_number" -> key(name);
            case "picture" -> "https://x.org/" + random.nextInt(3);
            case "blocked", "email_verified", "phone_verified" -> random.nextBoolean();
            case "app_metadata", "user_metadata" -> object(0);
            case "mfa_factors" -> List.of(Map.of("phone", Map.of("value", "+1" + random.nextInt(2))));
            case "custom_password_hash" -> random.nextBoolean() ? MD4 : MD5;
            case "password_hash" -> NATIVE;
            default -> name + random.nextInt(3);
        };
    }

    private Object key(String name) {
        int n = random.nextInt(keys);
        return switch (name) {
            case "email" -> (random.nextInt(4) == 0 ? "User" : "user") + n + "@x.org";
            case "phone_number" -> "+49" + n;
            case "user_id" -> (random.nextInt(4) == 0 ? rules.userIdPrefix() : "") + "id" + n;
            default -> (random.nextBoolean() ? "N" : "n") + n;
        };
    }

    private Object object(int depth) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int kind = random.nextInt(6);
            object.put(
                    "k" + random.nextInt(3),
                    kind == 0 ? null : kind < 3 && depth < 3 ? object(depth + 1) : random.nextInt(3));
        }
        return object;
    }
}
