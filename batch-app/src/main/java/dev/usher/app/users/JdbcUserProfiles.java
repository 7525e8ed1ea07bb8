package dev.usher.app.users;

import dev.usher.jobs.profile.UserColumn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link UserProfiles} in the table {@code users}. */
final class JdbcUserProfiles implements UserProfiles {

    /** As many as a page of a list: each may have a megabyte of metadata, and where addresses may repeat all may be the same. */
    private static final int MOST = 100;

    private final JdbcClient jdbc;

    JdbcUserProfiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<UserProfile> find(String userId, Set<UserColumn> columns) {
        return jdbc.sql(ProfileRow.select(columns) + " AND u.user_id = :user")
                .param("user", userId)
                .query((row, number) -> ProfileRow.read(row, columns))
                .optional();
    }

    @Override
    public List<UserProfile> findByEmail(String email, Set<UserColumn> columns) {
        // Each half of the condition has an index of its own.
        return jdbc.sql(ProfileRow.select(columns)
                        + " AND u.email = :email AND (u.email_is_unique OR NOT u.email_is_unique)"
                        + " ORDER BY u.user_id LIMIT :most")
                .param("email", email)
                .param("most", MOST)
                .query((row, number) -> ProfileRow.read(row, columns))
                .list();
    }
}
