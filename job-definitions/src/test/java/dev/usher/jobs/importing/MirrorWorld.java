package dev.usher.jobs.importing;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connection with users, one beside it whose users are called the same, and what mirrors know of all of them. */
final class MirrorWorld {

    static final int USERS = 24;

    private final ImportJobHarness imports;
    private final Random random;
    private final Connection connection;
    private final Connection other;

    /** A row of the table of users. */
    record User(
            String id,
            String connectionId,
            @Nullable String email,
            @Nullable String phone,
            @Nullable Boolean blocked,
            @Nullable String linkedTo) {}

    /** What mirrors know of a user. */
    record Note(boolean blocked, int missedRuns) {}

    MirrorWorld(ImportJobHarness imports, Random random) {
        this.imports = imports;
        this.random = random;
        boolean social = random.nextInt(3) == 0;
        this.connection = imports.connection(social ? "google-oauth2" : "auth0");
        this.other = imports.connection(social ? "github" : "auth0");
        for (var each : List.of(connection, other)) {
            var rows = new String[USERS];
            for (int n = 0; n < USERS; n++) {
                rows[n] = "{'email':'" + email(n) + "','phone_number':'" + phone(n) + "'"
                        + (each.equals(connection) ? ",'user_id':'u" + n + "'" : ",'user_id':'other" + n + "'")
                        + (random.nextInt(8) == 0 ? ",'blocked':true}" : "}");
            }
            imports.into(each).rows(rows);
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            link(user(connection), random.nextBoolean() ? user(connection) : user(other));
            link(user(other), user(connection));
        }
    }

    Connection connection() {
        return connection;
    }

    boolean social() {
        return !connection.rules().emailIsUnique();
    }

    /** Of a social connection several users have the same address. */
    String email(int n) {
        return "u" + (social() ? n % 7 : n) + "@x.org";
    }

    String phone(int n) {
        return "+49" + n;
    }

    String id(int n) {
        return connection.rules().userIdPrefix() + "u" + n;
    }

    private User user(Connection of) {
        var all = allUsers().values().stream()
                .filter(user -> user.connectionId().equals(of.id()))
                .toList();
        return all.get(random.nextInt(all.size()));
    }

    private void link(User one, User main) {
        if (one.id().equals(main.id()) || main.linkedTo() != null || one.linkedTo() != null) {
            return;
        }
        imports.jdbc()
                .sql("UPDATE users SET linked_to = :main, linked_at = now(), has_linked = NULL"
                        + " WHERE user_id = :one OR linked_to = :one")
                .param("main", main.id())
                .param("one", one.id())
                .update();
        imports.jdbc()
                .sql("UPDATE users SET has_linked = true WHERE user_id = :main")
                .param("main", main.id())
                .update();
    }

    /** Somebody at the users API. */
    void changeSomebody() {
        if (allUsers().values().stream().noneMatch(user -> user.connectionId().equals(connection.id()))) {
            return;
        }
        var id = user(connection).id();
        switch (random.nextInt(5)) {
            case 0 -> update("UPDATE users SET blocked = NOT coalesce(blocked, false) WHERE user_id = :id", id);
            case 1 -> update("UPDATE users SET blocked = blocked WHERE user_id = :id", id);
            case 2 -> update("UPDATE users SET nickname = 'x', updated_at = now() WHERE user_id = :id", id);
            case 3 -> update("DELETE FROM users WHERE user_id = :id AND linked_to IS NULL", id);
            default -> {}
        }
    }

    private void update(String sql, String id) {
        imports.jdbc().sql(sql).param("id", id).update();
    }

    Map<String, User> allUsers() {
        var users = new TreeMap<String, User>();
        imports.jdbc()
                .sql("SELECT user_id AS id, connection_id, email, phone_number AS phone, blocked, linked_to FROM users")
                .query(User.class)
                .list()
                .forEach(user -> users.put(user.id(), user));
        return users;
    }

    /** Every user as one text; ids that were made are left out. */
    List<String> users() {
        return texts(allUsers().values());
    }

    static List<String> texts(Iterable<User> users) {
        var texts = new ArrayList<String>();
        users.forEach(user -> texts.add((user.id().matches(".*\\|[0-9a-f]{24}") ? "made" : user.id()) + " "
                + user.connectionId() + " " + user.email() + " " + Boolean.TRUE.equals(user.blocked()) + " "
                + user.linkedTo()));
        return texts.stream().sorted().toList();
    }

    /** What mirrors know of the users that there are. */
    Map<String, Note> notes() {
        var notes = new TreeMap<String, Note>();
        imports.jdbc()
                .sql("SELECT m.user_id, m.blocked, m.missed_runs FROM mirror_users AS m"
                        + " JOIN users AS u ON u.user_id = m.user_id AND u.created_at <= m.noted_at")
                .query(row -> {
                    notes.put(row.getString("user_id"), new Note(row.getBoolean("blocked"), row.getInt("missed_runs")));
                });
        return notes;
    }

    /** Whom a job noted, and as what. */
    Map<String, String> plan(String jobId) {
        var plan = new TreeMap<String, String>();
        imports.jdbc()
                .sql("SELECT user_id, fate FROM import_mirror_users WHERE job_id = :job")
                .param("job", jobId)
                .query(row -> {
                    plan.put(row.getString("user_id"), row.getString("fate"));
                });
        return plan;
    }
}
