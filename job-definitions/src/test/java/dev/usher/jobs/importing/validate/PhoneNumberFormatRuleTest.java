package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RowError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberFormatRuleTest {

    private final PhoneNumberFormatRule rule = new PhoneNumberFormatRule();

    @ParameterizedTest
    @ValueSource(strings = {"+1", "+4915112345678", "+123456789012345"})
    void takesE164(String phone) {
        assertThat(found(rule, aRow().with("phone_number", phone))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+", "1", "+1234567890123456", "+49 151", "0049151", "1.23457E+11", "+49\u0661", "+1\n"})
    void refusesTheRest(String phone) {
        assertThat(found(rule, aRow().with("phone_number", phone))).containsExactly("PATTERN phone_number");
    }

    @Test
    void saysThePattern() {
        assertThat(errorsFor(rule, aRow().with("phone_number", "0301")))
                .singleElement()
                .returns(
                        "Error in phone_number property - String does not match pattern ^\\+[0-9]{1,15}$: 0301",
                        RowError::message);
    }
}
