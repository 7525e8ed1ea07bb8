package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.connection;
import static dev.usher.jobs.importing.validate.RuleTesting.database;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdFormatRuleTest {

    @ParameterizedTest
    @CsvSource({
        "auth0, 7, ''",
        "auth0, auth0|7, ''",
        "auth0, facebook|7, ''",
        "auth0, auth0|, MIN_LENGTH user_id",
        "auth0, a b, PATTERN user_id",
        "samlp, samlp|acme|, MIN_LENGTH user_id",
        "samlp, samlp|, ''"
    })
    void checksTheForm(String strategy, String userId, String expected) {
        var rule = new UserIdFormatRule(connection(strategy));

        assertThat(String.join(",", found(rule, aRow().with("user_id", userId))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 7", "7 ", "7\t", "7\u00a0", "7\u2028", "\ufeff7", "7\u3000"})
    void refusesWhiteSpaceOfAnyKind(String userId) {
        assertThat(found(new UserIdFormatRule(database()), aRow().with("user_id", userId)))
                .containsExactly("PATTERN user_id");
    }

    @Test
    void measuresTheIdWithItsPrefix() {
        var rule = new UserIdFormatRule(database());

        assertThat(found(rule, aRow().with("user_id", ""))).containsExactly("MIN_LENGTH user_id");
        assertThat(found(rule, aRow().with("user_id", "x".repeat(249)))).isEmpty();
        assertThat(found(rule, aRow().with("user_id", "auth0|" + "x".repeat(249))))
                .isEmpty();
        assertThat(found(rule, aRow().with("user_id", "x".repeat(250)))).containsExactly("MAX_LENGTH user_id");
    }
}
