package dev.usher.jobs.external;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePatternTest {

    @ParameterizedTest
    @CsvSource({
        "users.csv, users.csv",
        "users-*.csv, users-2026-01-31.csv",
        "users-*.csv, users-.csv",
        "*, users.csv",
        "user?.csv, users.csv",
        "*a*b*c, xxaxxbbxxabc",
        "users(1)+[2].csv, users(1)+[2].csv"
    })
    void matches(String pattern, String name) {
        assertThat(new FilePattern(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "users.csv, Users.csv",
        "users.csv, usersXcsv",
        "users-*.csv, users-1.csv.part",
        "users-*.csv, old-users-1.csv",
        "user?.csv, user.csv",
        "*, .hidden",
        "*a*b, xxbxxa"
    })
    void doesNotMatch(String pattern, String name) {
        assertThat(new FilePattern(pattern).matches(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../users.csv", "/etc/passwd", "a\\b", ".users", "a\nb", "a\0b"})
    void leadsNowhereElse(String pattern) {
        assertThatThrownBy(() -> new FilePattern(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoLongerForAPatternThatIsMeantToTakeLong() {
        var pattern = new FilePattern("*a".repeat(100) + "b");

        assertTimeoutPreemptively(
                ofSeconds(1), () -> assertThat(pattern.matches("a".repeat(255))).isFalse());
    }

    @Test
    void knowsWhatEveryNameBeginsWith() {
        assertThat(new FilePattern("users-*.csv").literalStart()).isEqualTo("users-");
        assertThat(new FilePattern("users.csv").isName()).isTrue();
        assertThat(new FilePattern("user?.csv").isName()).isFalse();
    }
}
