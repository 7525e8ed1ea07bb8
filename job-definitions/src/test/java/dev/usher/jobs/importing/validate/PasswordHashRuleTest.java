package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.importing.row.RowError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordHashRuleTest {

    private static final String TAIL = "$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG";

    private final PasswordHashRule rule = new PasswordHashRule(CostLimits.DEFAULTS);

    @ParameterizedTest
    @CsvSource({
        "$2b$10, ''",
        "$2b$31, MAXIMUM password_hash",
        "$2b$03, MINIMUM password_hash",
        "$2y$10, PATTERN password_hash"
    })
    void takesBcryptOnly(String head, String expected) {
        assertThat(String.join(",", found(rule, aRow().with("password_hash", head + TAIL))))
                .isEqualTo(expected);
    }

    @Test
    void keepsTheHashToItself() {
        assertThat(errorsFor(rule, aRow().with("password_hash", "secret")))
                .singleElement()
                .returns(
                        "Error in password_hash property - String does not match pattern"
                                + " ^\\$2[ab]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}$",
                        RowError::message);
    }
}
