package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RowError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeLengthRuleTest {

    private final AttributeLengthRule rule = new AttributeLengthRule();

    @ParameterizedTest
    @CsvSource({"given_name, 150", "family_name, 150", "name, 300", "nickname, 300", "picture, 2048"})
    void boundsFreeTexts(String attribute, int max) {
        assertThat(found(rule, aRow().with(attribute, "x"))).isEmpty();
        assertThat(found(rule, aRow().with(attribute, "x".repeat(max)))).isEmpty();
        assertThat(found(rule, aRow().with(attribute, ""))).containsExactly("MIN_LENGTH " + attribute);
        assertThat(errorsFor(rule, aRow().with(attribute, "x".repeat(max + 1))))
                .singleElement()
                .returns(
                        "Error in " + attribute + " property - String is too long (" + (max + 1) + " chars), maximum "
                                + max,
                        RowError::message);
    }

    @Test
    void countsCodePoints() {
        assertThat(found(rule, aRow().with("given_name", "\uD83D\uDE00".repeat(150))))
                .isEmpty();
        assertThat(found(rule, aRow().with("given_name", "\uD83D\uDE00".repeat(151))))
                .containsExactly("MAX_LENGTH given_name");
    }
}
