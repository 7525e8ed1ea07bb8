package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeTypeRuleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "email; 7; Expected type string but found type number",
                "email; {}; Expected type string but found type object",
                "blocked; 'true'; Expected type boolean but found type string",
                "app_metadata; []; Expected type object but found type array",
                "mfa_factors; {}; Expected type array but found type object",
                "custom_password_hash; true; Expected type object but found type boolean",
            })
    void saysWhichTypeItExpected(String attribute, String json, String expected) {
        assertThat(errorsFor(new AttributeTypeRule(), aRow().withJson(attribute, json)))
                .singleElement()
                .returns(RowErrorCode.INVALID_TYPE, RowError::code)
                .returns("Error in " + attribute + " property - " + expected, RowError::message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {"email; 'a'", "email; null", "blocked; false", "app_metadata; {}", "mfa_factors; []"})
    void takesTheRightTypeAndNull(String attribute, String json) {
        assertThat(found(new AttributeTypeRule(), aRow().withJson(attribute, json)))
                .isEmpty();
    }
}
