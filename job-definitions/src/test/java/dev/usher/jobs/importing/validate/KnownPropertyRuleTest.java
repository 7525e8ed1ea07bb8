package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.testkit.ARow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPropertyRuleTest {

    private final KnownPropertyRule rule = new KnownPropertyRule(10);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "created_at",
                "updated_at",
                "identities",
                "last_login",
                "last_ip",
                "logins_count",
                "last_password_reset",
                "multifactor",
                "multifactor_last_modified",
                "guardian_authenticators",
                "identities[0].connection"
            })
    void passesOverWhatExportsWrite(String name) {
        assertThat(found(rule, aRow().with(name, "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "Email", "constructor", "__proto__", "identity", ""})
    void refusesTheRest(String name) {
        assertThat(errorsFor(rule, aRow().with(name, "x")))
                .containsExactly(new RowError(
                        RowErrorCode.UNKNOWN_PROPERTY, name, "Additional properties not allowed: " + name, 1));
    }

    @Test
    void repeatsNoEndlessName() {
        assertThat(errorsFor(rule, aRow().with("k".repeat(50_000), "x")))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).hasSizeLessThan(200));
    }

    @Test
    void countsInsteadOfNamingTooMany() {
        ARow row = aRow();
        for (int i = 0; i < 11; i++) {
            row.with("k" + i, "x");
        }

        assertThat(found(rule, row)).containsExactly("PROFILE_SIZE_EXCEEDED");
    }
}
