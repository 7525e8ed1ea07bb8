package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MfaFactorsRuleTest {

    private final MfaFactorsRule rule = new MfaFactorsRule(new EmailFormat());

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "[{'totp':{'secret':'JBSWY3DP'}},{'email':{'value':'ann@x.org'}},{}]; ~~",
                "[]; ARRAY_LENGTH_SHORT mfa_factors",
                "[{},{},{},{},{},{},{},{},{},{},{}]; ARRAY_LENGTH_LONG mfa_factors",
                "[{'totp':{'secret':'jbswy3dp'}}]; PATTERN mfa_factors[0].totp.secret",
                "[{},{'email':{'value':'ann@x'}}]; INVALID_FORMAT mfa_factors[1].email.value",
                "[{'phone':{}}]; OBJECT_REQUIRED mfa_factors[0].phone.value",
                "[{'phone':{'value':'+1'},'totp':{'secret':'A'}}]; NOT_PASSED mfa_factors[0]",
                "[null]; INVALID_TYPE mfa_factors[0]",
            })
    void namesPathsOfTheFile(String json, String expected) {
        assertThat(String.join(",", found(rule, aRow().withJson("mfa_factors", json))))
                .isEqualTo(expected);
    }

    @Test
    void keepsSecretsToItself() {
        assertThat(errorsFor(rule, aRow().withJson("mfa_factors", "[{'totp':{'secret':'canary'}}]")))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).doesNotContain("canary"));
    }
}
