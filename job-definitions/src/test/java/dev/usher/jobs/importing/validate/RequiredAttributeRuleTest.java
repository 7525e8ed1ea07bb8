package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.connection;
import static dev.usher.jobs.importing.validate.RuleTesting.database;
import static dev.usher.jobs.importing.validate.RuleTesting.databaseWithUsernames;
import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.importing.validate.RuleTesting.requiring;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredAttributeRuleTest {

    @ParameterizedTest
    @CsvSource({"auth0, email", "email, email", "sms, phone_number", "facebook, user_id", "waad, user_id"})
    void missesTheMatchKeyOfTheStrategy(String strategy, String attribute) {
        var rule = new RequiredAttributeRule(connection(strategy));

        assertThat(errorsFor(rule, aRow().with("name", "Ann")))
                .containsExactly(new RowError(
                        RowErrorCode.OBJECT_REQUIRED, attribute, "Missing required property: " + attribute, 0));
        assertThat(found(rule, aRow().with(attribute, ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'app_metadata':{}}",
                "{'app_metadata':7}",
                "{'app_metadata':{'plan':null}}",
                "{'app_metadata':{'plan':'gold'}}",
                "{'app_metadata':{'plan':{'tier':null}}}"
            })
    void reachesIntoMetadata(String json) {
        var rule = new RequiredAttributeRule(requiring("app_metadata.plan.tier"));

        assertThat(found(rule, aRow(json).email("ann@x.org")))
                .containsExactly("OBJECT_REQUIRED app_metadata.plan.tier");
    }

    @Test
    void findsWhatStandsInMetadata() {
        var rule = new RequiredAttributeRule(requiring("app_metadata.plan.tier", "given_name"));

        assertThat(found(rule, aRow("{'email':'a','given_name':'A','app_metadata':{'plan':{'tier':1}}}")))
                .isEmpty();
    }

    @Test
    void missesUsernamesAndNulls() {
        var rule = new RequiredAttributeRule(databaseWithUsernames());

        assertThat(found(rule, aRow().withNull("email")))
                .containsExactly("OBJECT_REQUIRED username", "OBJECT_REQUIRED email");
    }

    @Test
    void missesNothingThatTheParserCouldNotRead() {
        var rule = new RequiredAttributeRule(database());
        var unreadable = new RowError(RowErrorCode.INVALID_CHARACTER, "email", "unreadable", 9);

        assertThat(found(rule, aRow().withError(unreadable))).containsExactly("INVALID_CHARACTER email");
        assertThat(found(rule, aRow().incomplete())).isEmpty();
    }
}
