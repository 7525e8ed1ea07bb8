package dev.usher.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserQueryTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\u0001', textBlock = """
            name:jane AND;                  The query ends where a value or a closing bracket is missing (column 14).
            (name:jane;                     The query ends where a value or a closing bracket is missing (column 11).
            name:jane);                     A parenthesis is closed that was not opened, or that holds nothing (column 10).
            name:();                        A parenthesis is closed that was not opened, or that holds nothing (column 7).
            name:"jane;                     A quote is opened and not closed (column 6).
            name:jane\\;                    Nothing follows the backslash (column 10).
            name:j?ne;                      The wildcard ? is not supported, only * (column 7).
            name:jane~;                     Similar words can't be searched with ~ (column 10).
            name:jane^2;                    Nothing is ranked, so ^ does not apply (column 10).
            name:/j.*/;                     Regular expressions are not supported (column 6).
            a:b:c;                          A colon needs one field before it (column 4).
            OR name:jane;                   AND and OR stand between two values (column 1).
            NOT NOT name:jane;              NOT, - and + stand once, before a value or a field (column 5).
            logins_count:[1];               A range is written [FROM TO UNTIL], with * for an open end (column 16).
            [1 TO 2];                       The value without a field (column 1) is a range.
            picture:*;                      Field 'picture' (column 1) can be read, but not searched.
            multifactor:totp;               Field 'multifactor' (column 1) can be read, but not searched.
            name:a OR last_password_reset:2026; Field 'last_password_reset' (column 11) can be read, but not searched.
            password_hash:x;                Field 'password_hash' (column 1) is not known.
            Email:"a@b.com";                Field 'Email' (column 1) is not known.
            blocked_for:x;                  Field 'blocked_for' (column 1) is not known.
            connection:acme;                Field 'connection' (column 1) is called identities.connection.
            organization_id:x;              Field 'organization_id' (column 1) does not exist: there are no organizations.
            identities:x;                   Field 'identities' (column 1) is a list.
            identities.picture:x;           Field 'identities.picture' (column 1) is not known.
            identities.profileData.picture:x; Field 'identities.profileData.picture' (column 1) is not known.
            email.local:x;                  Field 'email.local' (column 1) is not known.
            name*:x;                        Field 'name*' (column 1) is not known.
            _exists_:nothing;               Field 'nothing' (column 1) is not known.
            _exists_:na*;                   Field '_exists_' (column 1) takes the name of a field, without wildcards.
            blocked:maybe;                  Field 'blocked' (column 1) takes true or false.
            blocked:t*;                     Field 'blocked' (column 1) takes true or false.
            logins_count:many;              Field 'logins_count' (column 1) takes whole numbers
            logins_count:[1.5 TO *];        Field 'logins_count' (column 1) takes whole numbers
            logins_count:1*;                Field 'logins_count' (column 1) is a number: wildcards do not apply.
            created_at:yesterday;           Field 'created_at' (column 1) takes dates
            created_at:[2026-02-30 TO *];   Field 'created_at' (column 1) takes dates
            created_at:2026*;               Field 'created_at' (column 1) is a date: wildcards do not apply.
            name:*ab;                       Field 'name' (column 1) has a value that begins with *.
            *a*;                            The value without a field (column 1) has a value that begins with *.
            user_metadata.plan:go*;         Field 'user_metadata.plan' (column 1) takes whole values
            app_metadata.seats:[1 TO 2];    Field 'app_metadata.seats' (column 1) takes whole values
            user_metadata:x;                Field 'user_metadata' (column 1) is an object. Name a value in it, such as user_metadata.plan.
            user_metadata..a:x;             Field 'user_metadata..a' (column 1) names an empty key.
            user_metadata.:x;               Field 'user_metadata.' (column 1) names an empty key.
            identities.connection:[a TO b]; Field 'identities.connection' (column 1) takes a name: ranges do not apply.
            name:\\u12;                     The value at column 6 has \\u without four hexadecimal digits.
            name:\\u0000;                   The text at column 6 holds a character that no user can have
            """)
    void saysWhatIsWrongAndWhere(String query, String beginning) {
        assertThatThrownBy(() -> UserQuery.parse(query.replace("\\\\", "\\")))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageStartingWith(beginning.replace("\\\\", "\\"))
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void anEmptyQueryIsNoQuery(String query) {
        assertThatThrownBy(() -> UserQuery.parse(query)).hasMessageContaining("is empty");
    }

    static Stream<String> expensive() {
        return Stream.of(
                        "(",
                        ")",
                        "a ",
                        "a AND ",
                        "NOT ",
                        "(a OR ",
                        "name:(",
                        "\"",
                        "\\",
                        "*",
                        "*a",
                        "[",
                        "[a TO ",
                        "a:b ",
                        "a:",
                        "-",
                        "é",
                        "\uD83D\uDE00",
                        "user_metadata.",
                        "&&||")
                .flatMap(part ->
                        Stream.of(part.repeat(QueryTokens.MOST_CHARACTERS / part.length()), part.repeat(100_000)));
    }

    @ParameterizedTest
    @MethodSource("expensive")
    void refusesWhatWouldBeExpensiveAtOnce(String query) {
        var threads = ManagementFactory.getThreadMXBean();
        var least = Duration.ofDays(1);
        // The best of some: a virtual machine that has just started compiles.
        for (int i = 0; i < 5; i++) {
            long start = threads.getCurrentThreadCpuTime();
            var refusal = catchThrowableOfType(InvalidQueryException.class, () -> UserQuery.parse(query));
            var took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
            if (query.length() > QueryTokens.MOST_CHARACTERS) {
                assertThat(refusal).isNotNull();
            }
            least = took.compareTo(least) < 0 ? took : least;
        }

        assertThat(least).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void limitsAreWhatTheySay() {
        var values = "name:a ".repeat(QueryTokens.MOST_VALUES);
        var levels = "(".repeat(QueryTokens.MOST_LEVELS) + "a" + ")".repeat(QueryTokens.MOST_LEVELS);
        var characters = "a".repeat(QueryTokens.MOST_CHARACTERS);

        assertThat(Stream.of(values, levels, characters).map(UserQuery::parse)).hasSize(3);
        assertThatThrownBy(() -> UserQuery.parse(values + "name:a")).hasMessageContaining("more than 250 values");
        assertThatThrownBy(() -> UserQuery.parse("(" + levels + ")")).hasMessageContaining("50 levels");
        assertThatThrownBy(() -> UserQuery.parse(characters + "a")).hasMessageContaining("at most 8192");
    }

    @Test
    void refusalsRepeatNoValues() {
        assertThatThrownBy(() -> UserQuery.parse("blocked:jane@example.com"))
                .message()
                .doesNotContain("jane");
        assertThatThrownBy(() -> UserQuery.parse("name:jane@example.com AND AND x"))
                .message()
                .doesNotContain("jane");
    }

    @Test
    void nothingThatIsWrittenBecomesSql() {
        var marker = "zqx";
        var condition = UserQuery.parse("name:zqx OR name:zqx* OR user_metadata.zqx:zqx OR _exists_:app_metadata.zqx"
                        + " OR identities.user_id:zqx OR identities.profileData.name:*zqx* OR name:[zqx TO zqy] OR zqx")
                .condition(List.of());

        assertThat(condition.sql()).doesNotContain(marker).doesNotContain("?");
        assertThat(condition.parameters().keySet())
                .allMatch(name -> condition.sql().contains(":" + name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "email:",
                "email:2",
                ":1",
                "app_metadata:1",
                "user_metadata.age:1",
                "identities:1",
                "password_hash:1",
                "multifactor:1",
                "nothing:1",
                "email:1,name:1",
                "email;DROP TABLE users:1",
                "Email:1",
                "email:1 ",
                ""
            })
    void sortsByRootAttributesOnly(String sort) {
        assertThatThrownBy(() -> UserSort.parse(sort))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("email:1 to begin with the least");
    }
}
