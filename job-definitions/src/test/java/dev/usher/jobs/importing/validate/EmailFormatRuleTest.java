package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RowError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailFormatRuleTest {

    private final EmailFormatRule rule = new EmailFormatRule(new EmailFormat());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@x.org",
                "Ann.Lee+tag@mail.example.co.uk",
                "o'hara@x.org",
                "j\u00f6rg@m\u00fcller.de",
                "a@xn--mller-kva.de",
                "!#$&'*/=?^`{|}~@x.org"
            })
    void takesAddresses(String email) {
        assertThat(found(rule, aRow().email(email))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "@x.org",
                "ann@",
                "ann@x",
                "ann@x.",
                "ann@.org",
                "ann@x..org",
                ".ann@x.org",
                "ann.@x.org",
                "a..b@x.org",
                " ann@x.org",
                "ann@x.org ",
                "ann lee@x.org",
                "ann@x.org\n",
                "ann\u00a0@x.org",
                "ann@x.org\u200b",
                "\ufeffann@x.org",
                "ann@-x.org",
                "ann@[127.0.0.1]",
                "ann@@x.org",
                "ann\ud800@x.org",
                "ann@x\u202e.org",
                "ann\u0000@x.org",
                "Ann <ann@x.org>",
                "ann@x.org,bob@x.org"
            })
    void refusesOtherTexts(String email) {
        assertThat(found(rule, aRow().email(email))).containsExactly("INVALID_FORMAT email");
    }

    @Test
    void repeatsWhatItRefuses() {
        assertThat(errorsFor(rule, aRow().email("john.doe1@nonexistingdomain")))
                .singleElement()
                .returns(
                        "Error in email property - Object didn't pass validation for format email:"
                                + " john.doe1@nonexistingdomain",
                        RowError::message);
    }

    @Test
    void boundsLengths() {
        String domain = ".x".repeat(94) + ".org";

        assertThat(found(rule, aRow().email("a".repeat(64) + "@x" + domain.substring(4))))
                .isEmpty();
        assertThat(found(rule, aRow().email("a".repeat(65) + "@x.org"))).containsExactly("INVALID_FORMAT email");
        assertThat(found(rule, aRow().email("a".repeat(64) + "@x" + domain))).containsExactly("MAX_LENGTH email");
        assertThat(found(rule, aRow().email("a".repeat(9_000)))).containsExactly("MAX_LENGTH email");
    }
}
