package dev.usher.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.profile.ProfileSql;
import dev.usher.jobs.testkit.PostgresExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages of few and of many users are those of the plain query. */
class FoundUsersIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int USERS = FoundUsers.FEW + 500;

    private final JdbcClient jdbc =
            JdbcClient.create(POSTGRES.migratedDatabase().dataSource());

    @BeforeAll
    static void insertUsers() {
        JdbcClient.create(POSTGRES.migratedDatabase().dataSource())
                .sql("""
                        INSERT INTO users (user_id, connection_id, email, name, created_at, updated_at, email_is_unique,
                                           logins_count, linked_to, linked_at)
                        SELECT 'auth0|' || i, 'c', 'u' || i || '@example.com', 'Name ' || i % 100, now(), now(), true,
                               CASE WHEN i % 3 = 0 THEN i % 50 END,
                               CASE WHEN i = 7 THEN 'auth0|8' END, CASE WHEN i = 7 THEN now() END
                          FROM generate_series(1, :users) AS i
                        """)
                .param("users", USERS)
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        "*, user_id:1, 0",
        "*, user_id:-1, 950",
        "*, name:1, 50",
        "*, logins_count:-1, 800",
        "name:\"name 7\", user_id:1, 0",
        "name:\"name 7\", email:-1, 20",
        "name:\"name 7\", logins_count:1, 0",
        "name:nobody, user_id:1, 0"
    })
    void arePagesOfThePlainQuery(String query, String order, int offset) {
        var condition = UserQuery.parse(query).condition(List.of());
        var sort = UserSort.parse(order);

        var plain = jdbc.sql("SELECT u.user_id FROM users AS u WHERE " + ProfileSql.IS_USER + " AND " + condition.sql()
                        + " ORDER BY " + sort.orderBy() + " LIMIT 50 OFFSET " + offset)
                .params(condition.parameters())
                .query(String.class)
                .list();
        var found = jdbc.sql(FoundUsers.idsSql(condition, sort))
                .params(condition.parameters())
                .param("search_offset", offset)
                .param("search_limit", 50)
                .param("search_end", offset + 50)
                .query(String.class)
                .list();

        assertThat(found).isEqualTo(plain).doesNotContain("auth0|7");
    }
}
