package dev.usher.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A made-up user; the same seed, number and revision give the same one on every machine. Two revisions of a user have the
 * e-mail in common and differ in plan, nickname and more.
 *
 * @param number 0-based
 */
record SampleUser(
        int number,
        String email,
        boolean emailVerified,
        String givenName,
        String familyName,
        String nickname,
        String picture,
        Map<String, Object> appMetadata,
        Map<String, Object> userMetadata) {

    private static final List<String> GIVEN =
            List.of("Ann", "Émile", "Jürgen", "María", "Wei", "Olga", "Søren", "Łucja", "山田", "Noah", "Grace", "Ivan");
    private static final List<String> FAMILY =
            List.of("Smith", "García", "Müller", "Nowak", "Ng", "O'Brien", "Ødegård", "Šimić", "太郎", "Jones", "Rossi");
    private static final List<String> PLANS = List.of("free", "team", "pro", "enterprise");
    private static final List<List<String>> ROLES =
            List.of(List.of(), List.of("user"), List.of("user", "editor"), List.of("user", "editor", "admin"));
    private static final List<String> LOCALES = List.of("de-DE", "en-GB", "fr-FR", "pl-PL", "ja-JP");
    private static final List<String> CITIES = List.of("Oslo", "Köln", "Kraków", "Lyon", "東京", "Porto", "Leeds");

    static SampleUser of(long seed, int number, int revision) {
        var random = new SplittableRandom(seed * 31 + number);
        String handle = Long.toString(random.nextLong(36L * 36 * 36 * 36 * 36 * 36, 1L << 41), 36);
        String given = pick(GIVEN, random, 0);
        return new SampleUser(
                number,
                handle + "." + number + "@example" + random.nextInt(40) + ".com",
                random.nextInt(10) < 8,
                given,
                pick(FAMILY, random, 0),
                given.toLowerCase(Locale.ROOT) + number + (revision == 0 ? "" : "_" + revision),
                "https://cdn.example.com/avatars/" + handle + ".png",
                object(
                        "plan", pick(PLANS, random, revision),
                        "roles", pick(ROLES, random, 0),
                        "seats", random.nextInt(100) + revision),
                object(
                        "locale",
                        pick(LOCALES, random, 0),
                        "address",
                        object("city", pick(CITIES, random, 0), "zip", "" + random.nextInt(10_000, 99_999)),
                        "newsletter",
                        random.nextInt(2) == 0,
                        "signup",
                        "2024-%02d-%02dT10:00:00Z".formatted(random.nextInt(1, 13), random.nextInt(1, 29))));
    }

    String name() {
        return givenName + " " + familyName;
    }

    /** Keeps its order, which that of {@code Map.of} does not from one JVM to the next. */
    private static Map<String, Object> object(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return object;
    }

    private static <T> T pick(List<T> values, SplittableRandom random, int shift) {
        return values.get((random.nextInt(values.size()) + shift) % values.size());
    }
}
