package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.databaseWithUsernames;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameFormatRuleTest {

    private final UsernameFormatRule rule =
            new UsernameFormatRule(databaseWithUsernames().options(), new EmailFormat());

    @ParameterizedTest
    @ValueSource(strings = {"ann", "Ann_Lee", "a@b", "^$!-#.+'~_`@", "x12345678901234"})
    void takesUsernames(String username) {
        assertThat(found(rule, aRow().with("username", username))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "an, MIN_LENGTH username",
        "x123456789012345, MAX_LENGTH username",
        "ann lee, PATTERN username",
        "j\u00f6rg, PATTERN username",
        "ann%, PATTERN username",
        "ann@x.org, NOT_PASSED username",
        "ä, 'MIN_LENGTH username,PATTERN username'"
    })
    void refusesTheRest(String username, String expected) {
        assertThat(String.join(",", found(rule, aRow().with("username", username))))
                .isEqualTo(expected);
    }
}
