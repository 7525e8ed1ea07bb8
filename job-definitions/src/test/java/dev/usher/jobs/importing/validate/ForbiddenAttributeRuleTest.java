package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.connection;
import static dev.usher.jobs.importing.validate.RuleTesting.database;
import static dev.usher.jobs.importing.validate.RuleTesting.databaseWithUsernames;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForbiddenAttributeRuleTest {

    @ParameterizedTest
    @CsvSource({
        "auth0, username, FORBIDDEN_PROPERTY username",
        "auth0, password_hash, ''",
        "email, password_hash, FORBIDDEN_PROPERTY password_hash",
        "email, email_verified, ''",
        "sms, email_verified, FORBIDDEN_PROPERTY email_verified",
        "google-oauth2, custom_password_hash, FORBIDDEN_PROPERTY custom_password_hash",
        "samlp, username, FORBIDDEN_PROPERTY username",
        "samlp, mfa_factors, ''"
    })
    void refusesWhatTheStrategyDoesNotTake(String strategy, String attribute, String expected) {
        var rule = new ForbiddenAttributeRule(connection(strategy));

        assertThat(String.join(",", found(rule, aRow().with(attribute, "x")))).isEqualTo(expected);
    }

    @Test
    void takesUsernamesWhereTheConnectionHasThem() {
        assertThat(found(new ForbiddenAttributeRule(databaseWithUsernames()), aRow().with("username", "ann")))
                .isEmpty();
    }

    @Test
    void passesOverNull() {
        assertThat(found(new ForbiddenAttributeRule(database()), aRow().withNull("username")))
                .isEmpty();
    }
}
