package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinglePasswordHashRuleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'password_hash':'x','custom_password_hash':{}}; MUTUALLY_EXCLUSIVE custom_password_hash",
                "{'password_hash':'x','custom_password_hash':null}; ~~",
                "{'password_hash':null,'custom_password_hash':{}}; ~~",
                "{'password_hash':'x'}; ~~",
                "{'custom_password_hash':{}}; ~~",
            })
    void takesOneHash(String json, String expected) {
        assertThat(String.join(",", found(new SinglePasswordHashRule(), aRow(json))))
                .isEqualTo(expected);
    }
}
