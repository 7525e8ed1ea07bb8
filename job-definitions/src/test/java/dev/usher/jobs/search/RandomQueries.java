package dev.usher.jobs.search;

import java.util.List;
import java.util.Random;

/** Texts of which some are queries, some nearly, and some nothing at all. */
final class RandomQueries {

    private static final List<String> FIELDS = List.of(
            "email",
            "name",
            "nickname",
            "username",
            "user_id",
            "email.domain",
            "blocked",
            "email_verified",
            "logins_count",
            "last_login",
            "created_at",
            "_exists_",
            "identities.connection",
            "identities.user_id",
            "identities.isSocial",
            "identities.profileData.name",
            "user_metadata.a",
            "user_metadata.display.fontSize",
            "app_metadata.roles",
            "app_metadata.it's\\ \\\"odd\\\"",
            "picture",
            "nothing",
            "*");

    private static final List<String> VALUES = List.of(
            "jane",
            "Jane*",
            "*smith*",
            "*a",
            "true",
            "false",
            "13",
            "-1",
            "1.5",
            "1e400",
            "\"jane smith\"",
            "\"\"",
            "*",
            "?",
            "2017",
            "2017-12-31",
            "2017-13-01",
            "[1 TO 10]",
            "{* TO 2017-12-31]",
            "[* TO *]",
            "[\"a b\" TO c}",
            "name",
            "user_metadata.age",
            "a\\:b",
            "\\*",
            "'",
            "\"';--\"",
            "\"\\\\\"",
            "\"%_\\\"\"",
            "\\u0041",
            "\\u0000",
            "\\u12",
            "99999999999999999999",
            "\uD83D\uDE00",
            "É",
            "\uD800",
            "0000",
            "9999-12-31",
            "a@b.com",
            "auth0|x",
            ":search1");

    private static final List<String> GLUE = List.of(
            " AND ", " OR ", " ", " NOT ", " AND NOT ", " && ", " || ", " !", " +", " -", ") (", "~", "^2", "/", "AND");

    private static final String LETTERS = "aA0 *?:()[]{}\"'\\+-!&|~^/.,%_$@#TO\t\n\u3000é\uD83D\uDE00\0;";

    private final Random random;

    RandomQueries(Random random) {
        this.random = random;
    }

    String next() {
        return switch (random.nextInt(8)) {
            case 0 -> noise(random.nextInt(40));
            case 1 -> damaged(query(3));
            default -> query(3);
        };
    }

    private String query(int depth) {
        var text = new StringBuilder();
        int clauses = 1 + random.nextInt(3);
        for (int i = 0; i < clauses; i++) {
            text.append(i == 0 ? "" : random.nextInt(10) == 0 ? pick(GLUE) : GLUE.get(random.nextInt(5)));
            text.append(clause(depth));
        }
        return text.toString();
    }

    private String clause(int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            return (random.nextBoolean() ? "" : pick(FIELDS) + ":") + "(" + query(depth - 1) + ")";
        }
        return (random.nextInt(5) == 0 ? "" : pick(FIELDS) + ":") + pick(VALUES);
    }

    private String damaged(String query) {
        int at = random.nextInt(query.length() + 1);
        return query.substring(0, at)
                + noise(1 + random.nextInt(2))
                + query.substring(Math.min(query.length(), at + random.nextInt(3)));
    }

    private String noise(int length) {
        return random.ints(length, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append)
                .toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
