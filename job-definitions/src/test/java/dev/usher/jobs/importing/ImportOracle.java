package dev.usher.jobs.importing;

import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an import once more, row by row over maps, to be compared with what the engine does set-based. Rows are
 * valid, unless {@code blocked} is no boolean.
 */
final class ImportOracle {

    private static final List<String> FILE_KEYS = List.of("email", "user_id", "username", "phone_number");
    private static final List<String> CONFLICT_KEYS = List.of("user_id", "username", "email", "phone_number");
    private static final Set<String> ROOT = Set.of("name", "given_name", "family_name", "nickname", "picture");
    private static final Set<String> UPSERTABLE = Set.of(
            "email_verified",
            "given_name",
            "family_name",
            "name",
            "nickname",
            "picture",
            "custom_password_hash",
            "app_metadata",
            "user_metadata",
            "mfa_factors");

    /** What is asked for; {@code upsertFields} are attribute names. */
    record Asked(boolean upsert, Metadata metadata, Set<String> upsertFields) {}

    private final ConnectionRules rules;
    private final boolean emailIsUnique;
    private final String key;
    private final Set<String> foreignIds = new HashSet<>();
    private final List<Map<String, Object>> users = new ArrayList<>();
    private List<String> errors = new ArrayList<>();
    private Map<String, Long> warnings = new TreeMap<>();
    private String counts = "";

    ImportOracle(ConnectionRules rules) {
        this.rules = rules;
        var family = rules.strategy().family();
        this.emailIsUnique = family != Family.SOCIAL && family != Family.ENTERPRISE;
        this.key = switch (family) {
            case DATABASE, EMAIL -> "email";
            case SMS -> "phone_number";
            case SOCIAL, ENTERPRISE -> "user_id";
        };
    }

    /** Users of the connection; a generated id is absent. */
    List<Map<String, Object>> users() {
        return users;
    }

    void addForeignId(String userId) {
        foreignIds.add(userId);
    }

    /** Every error as {@code record CODE path}, in the order of the file. */
    List<String> errors() {
        return errors;
    }

    Map<String, Long> warnings() {
        return warnings;
    }

    String counts() {
        return counts;
    }

    void run(List<Map<String, @Nullable Object>> file, Asked asked) {
        errors = new ArrayList<>();
        warnings = new TreeMap<>();
        var accepted = withoutDuplicates(file);
        var before = users.stream().map(TreeMap::new).toList();
        int inserted = 0;
        int updated = 0;
        int unchanged = 0;
        var rejected = new TreeMap<Integer, List<String>>();
        for (var row : accepted.entrySet()) {
            var own = match(row.getValue());
            var wrong = conflicts(row.getValue(), own, before, asked);
            if (!wrong.isEmpty()) {
                rejected.put(row.getKey(), wrong);
            } else if (own == null) {
                users.add(inserted(row.getValue()));
                inserted++;
            } else {
                updated++;
                unchanged += update(own, row.getValue(), asked) ? 0 : 1;
            }
        }
        rejected.forEach((record, codes) -> codes.forEach(code -> errors.add(record + " " + code)));
        errors.sort((a, b) -> Integer.compare(record(a), record(b)));
        long failed = errors.stream().mapToInt(ImportOracle::record).distinct().count();
        counts = inserted + " inserted, " + updated + " updated (" + unchanged + " unchanged), " + failed + " failed";
    }

    private static int record(String error) {
        return Integer.parseInt(error, 0, error.indexOf(' '), 10);
    }

    private Map<Integer, Map<String, @Nullable Object>> withoutDuplicates(List<Map<String, @Nullable Object>> file) {
        var accepted = new LinkedHashMap<Integer, Map<String, @Nullable Object>>();
        var seen = new HashSet<String>();
        for (int record = 1; record <= file.size(); record++) {
            var row = normalised(file.get(record - 1));
            if (row.containsKey("blocked") && row.get("blocked") instanceof String) {
                errors.add(record + " INVALID_TYPE blocked");
                continue;
            }
            boolean duplicate = false;
            for (var name : FILE_KEYS) {
                if (unique(name) && row.get(name) != null && !seen.add(name + " " + row.get(name))) {
                    errors.add(record + " DUPLICATED_USER " + name);
                    duplicate = true;
                }
            }
            if (!duplicate) {
                accepted.put(record, row);
            }
        }
        return accepted;
    }

    private boolean unique(String name) {
        return !name.equals("email") || emailIsUnique;
    }

    private Map<String, @Nullable Object> normalised(Map<String, @Nullable Object> given) {
        var row = new LinkedHashMap<>(given);
        if (emailIsUnique && row.get("email") instanceof String email) {
            row.put("email", email.toLowerCase(Locale.ROOT));
        }
        if (row.get("username") instanceof String username) {
            row.put("username", username.toLowerCase(Locale.ROOT));
        }
        if (row.get("user_id") instanceof String id) {
            row.put("user_id", id.startsWith(rules.userIdPrefix()) ? id : rules.userIdPrefix() + id);
        }
        return row;
    }

    private @Nullable Map<String, Object> match(Map<String, @Nullable Object> row) {
        return users.stream()
                .filter(u -> Objects.equals(u.get(key), row.get(key)))
                .findFirst()
                .orElse(null);
    }

    private List<String> conflicts(
            Map<String, @Nullable Object> row,
            @Nullable Map<String, Object> own,
            List<? extends Map<String, Object>> before,
            Asked asked) {
        if (!asked.upsert()) {
            return FILE_KEYS.stream()
                    .filter(k -> unique(k) && row.get(k) != null && taken(k, row.get(k), null, before))
                    .findFirst()
                    .map(k -> List.of("DUPLICATED_USER " + k))
                    .orElse(List.of());
        }
        var wrong = new ArrayList<String>();
        for (var name : CONFLICT_KEYS) {
            if (unique(name) && row.get(name) != null && taken(name, row.get(name), own, before)) {
                wrong.add(
                        switch (name) {
                            case "email" -> "CONFLICT_EMAIL email";
                            case "username" -> "CONFLICT_USERNAME username";
                            default -> "CONFLICT " + name;
                        });
            }
        }
        if (own != null && row.containsKey("custom_password_hash")) {
            boolean differs = !Objects.equals(row.get("custom_password_hash"), own.get("custom_password_hash"));
            boolean sealed = own.containsKey("password_hash")
                    || (own.containsKey("custom_password_hash") && own.containsKey("password_is_own"));
            if (differs && sealed) {
                wrong.add("CONFLICT custom_password_hash");
            }
        }
        if (own != null && rules.strategy().family() == Family.ENTERPRISE && row.containsKey("email_verified")) {
            boolean given = Boolean.TRUE.equals(row.get("email_verified"));
            if (given != Boolean.TRUE.equals(own.get("email_verified"))) {
                wrong.add("FORBIDDEN_PROPERTY email_verified");
            }
        }
        return wrong;
    }

    /** Whether anybody but {@code own} had the value when the job began. */
    private boolean taken(
            String name,
            @Nullable Object value,
            @Nullable Map<String, Object> own,
            List<? extends Map<String, Object>> before) {
        if (name.equals("user_id") && value != null && foreignIds.contains(value.toString())) {
            return true;
        }
        return before.stream()
                .anyMatch(u -> Objects.equals(u.get(name), value)
                        && (own == null || !Objects.equals(u.get(key), own.get(key))));
    }

    private Map<String, Object> inserted(Map<String, @Nullable Object> row) {
        var user = new TreeMap<String, Object>();
        row.forEach((name, value) -> {
            if (value != null) {
                user.put(name, value);
            }
        });
        var email = user.get("email");
        var phone = user.get("phone_number");
        if (email != null) {
            if (!forbidden("email_verified")) {
                user.putIfAbsent("email_verified", false);
            }
            user.putIfAbsent("name", email);
            user.putIfAbsent(
                    "nickname", email.toString().substring(0, email.toString().indexOf('@')));
        }
        if (phone != null) {
            user.putIfAbsent("phone_verified", false);
            user.putIfAbsent("name", phone);
        }
        return user;
    }

    private boolean update(Map<String, Object> user, Map<String, @Nullable Object> row, Asked asked) {
        var before = new TreeMap<>(user);
        row.forEach((name, value) -> {
            if (changes(name, asked)) {
                set(user, name, value, asked.metadata());
            } else if (!name.equals(key) && asksForChange(name, value, before.get(name))) {
                warnings.merge("NOT_UPSERTABLE " + name, 1L, Long::sum);
            }
        });
        reset(user, before, row, "email", "email_verified", asked);
        reset(user, before, row, "phone_number", "phone_verified", asked);
        return !user.equals(before);
    }

    private static boolean asksForChange(String name, @Nullable Object value, @Nullable Object old) {
        return value == null ? old != null && !name.equals("user_id") : !value.equals(old);
    }

    private boolean changes(String name, Asked asked) {
        if (name.equals(key) || forbidden(name) || (provided() && ROOT.contains(name))) {
            return false;
        }
        return UPSERTABLE.contains(name) || asked.upsertFields().contains(name);
    }

    private boolean forbidden(String name) {
        return rules.forbiddenAttributes().stream()
                .anyMatch(a -> a.attributeName().equals(name));
    }

    private boolean provided() {
        return !emailIsUnique && rules.options().setUserRootAttributes() == SetUserRootAttributes.ON_EACH_LOGIN;
    }

    private static void set(Map<String, Object> user, String name, @Nullable Object value, Metadata mode) {
        if (value == null && name.equals("email_verified")) {
            user.put(name, false);
        } else if (value == null) {
            user.remove(name);
        } else if (name.endsWith("_metadata") && mode != Metadata.REPLACE && user.get(name) != null) {
            user.put(name, merged(user.get(name), value, mode == Metadata.DEEP));
        } else {
            user.put(name, value);
        }
    }

    private static Object merged(@Nullable Object old, Object value, boolean deep) {
        if (!(old instanceof Map<?, ?> oldObject) || !(value instanceof Map<?, ?> newObject)) {
            return value;
        }
        var result = new LinkedHashMap<Object, @Nullable Object>(oldObject);
        newObject.forEach((k, v) -> result.put(k, deep && v != null ? merged(oldObject.get(k), v, true) : v));
        return result;
    }

    private void reset(
            Map<String, Object> user,
            Map<String, Object> before,
            Map<String, @Nullable Object> row,
            String address,
            String verified,
            Asked asked) {
        if (!forbidden(verified) && !Objects.equals(user.get(address), before.get(address))) {
            boolean rowSays = changes(verified, asked) && Boolean.TRUE.equals(row.get(verified));
            user.put(verified, rowSays);
        }
    }
}
