package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.connection;
import static dev.usher.jobs.importing.validate.RuleTesting.database;
import static dev.usher.jobs.importing.validate.RuleTesting.databaseWithUsernames;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static dev.usher.jobs.user.UserAttribute.EMAIL;
import static dev.usher.jobs.user.UserAttribute.GIVEN_NAME;
import static dev.usher.jobs.user.UserAttribute.USERNAME;
import static dev.usher.jobs.user.UserAttribute.USER_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowOutcome;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.row.RowWarning;
import dev.usher.jobs.testkit.ARow;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowValidatorTest {

    @Test
    void acceptsTheSmallestRow() {
        assertThat(text(accepted(database(), aRow().email("ann@x.org")), EMAIL)).isEqualTo("ann@x.org");
    }

    @Test
    void reportsEverythingThatIsWrongInTheOrderOfTheFile() {
        ARow row = aRow("{'phone_number':'123','nickname':'','shoe_size':43,'email':7,'blocked':'yes'}");

        assertThat(found(validate(database(), row)))
                .containsExactly(
                        "PATTERN phone_number",
                        "MIN_LENGTH nickname",
                        "UNKNOWN_PROPERTY shoe_size",
                        "INVALID_TYPE email",
                        "INVALID_TYPE blocked");
    }

    @Test
    void keepsTheParsersErrorsInFront() {
        ARow row = aRow().withError(new RowError(RowErrorCode.DUPLICATE_KEY, "name", "twice", 90))
                .email("nobody");

        assertThat(found(validate(database(), row))).containsExactly("DUPLICATE_KEY name", "INVALID_FORMAT email");
    }

    @Test
    void missesNothingInARowThatBrokeOff() {
        ARow row = aRow().withError(RowError.ofRecord(RowErrorCode.INVALID_JSON, "broken", 3))
                .incomplete();

        assertThat(found(validate(database(), row))).containsExactly("INVALID_JSON");
    }

    @Test
    void saysOneThingOfAnUnreadableValue() {
        assertThat(found(validate(database(), aRow().email("a\u0000b")))).containsExactly("INVALID_CHARACTER email");
    }

    @Test
    void reportsWhatItPassedOver() {
        AcceptedRow row = accepted(database(), aRow("{'email':'ann@x.org','logins_count':3,'identities':[]}"));

        assertThat(row.warnings()).extracting(RowWarning::about).containsExactly("logins_count", "identities");
    }

    @ParameterizedTest
    @CsvSource({
        "google-oauth2|1, google-oauth2",
        "samlp|acme|1, samlp",
        "email|1, email",
        "auth0|1,",
        "auth0|google-oauth2|1,",
        "mine|1,",
        "1,"
    })
    void warnsOfIdsThatBeginLikeThoseOfAnotherStrategy(String id, @Nullable String strategy) {
        AcceptedRow row = accepted(database(), aRow().email("ann@x.org").with("user_id", id));

        assertThat(row.warnings())
                .isEqualTo(
                        strategy == null
                                ? List.of()
                                : List.of(new RowWarning(RowWarning.Code.FOREIGN_USER_ID, strategy)));
    }

    @Test
    void lowersEmailsOfDatabasesOnly() {
        ARow row = aRow().email("Ann@X.org").with("user_id", "7");

        assertThat(text(accepted(database(), row), EMAIL)).isEqualTo("ann@x.org");
        assertThat(text(accepted(connection("samlp"), row), EMAIL)).isEqualTo("Ann@X.org");
    }

    @Test
    void prefixesUserIdsOnce() {
        assertThat(text(accepted(connection("samlp"), aRow().with("user_id", "7")), USER_ID))
                .isEqualTo("samlp|acme|7");
        assertThat(text(accepted(database(), aRow().email("a@b.cd").with("user_id", "auth0|7")), USER_ID))
                .isEqualTo("auth0|7");
    }

    @Test
    void lowersUsernames() {
        ARow row = aRow().email("ann@x.org").with("username", "Ann");

        assertThat(text(accepted(databaseWithUsernames(), row), USERNAME)).isEqualTo("ann");
    }

    @Test
    void dropsNullsOnInsert() {
        AcceptedRow row = accepted(database(), aRow().email("a@b.cd").withNull("given_name"));

        assertThat(row.values()).containsOnlyKeys(EMAIL);
    }

    @Test
    void keepsNullsOnUpsertExceptWhereNothingCanBeUnset() {
        ARow row = aRow().email("a@b.cd")
                .withNull("given_name")
                .withNull("user_id")
                .withNull("username");
        var validator = new RowValidator(database(), ValidationLimits.DEFAULTS, true);

        AcceptedRow accepted = (AcceptedRow) validator.validate(row.build());

        assertThat(accepted.values()).containsOnlyKeys(EMAIL, GIVEN_NAME);
        assertThat(accepted.values().get(GIVEN_NAME)).isInstanceOf(RowValue.Null.class);
    }

    @Test
    void missesAMatchKeyThatIsNull() {
        assertThat(found(validate(database(), aRow().withNull("email")))).containsExactly("OBJECT_REQUIRED email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'password_hash':'CANARY'}",
                "{'password_hash':'CANARY\\u0000'}",
                "{'password_hash':['CANARY']}",
                "{'password':'CANARY'}",
                "{'custom_password_hash':'CANARY'}",
                "{'custom_password_hash':{'algorithm':'md5','hash':{'value':'CANARY','encoding':'hex'}}}",
                "{'custom_password_hash':{'algorithm':'CANARY','hash':{'value':'CANARY\\ud800'}}}",
                "{'mfa_factors':[{'totp':{'secret':'CANARY1'}},{'totp':'CANARY'},'CANARY']}"
            })
    void neverRepeatsASecret(String json) {
        assertThat(((RejectedRow) validate(database(), aRow(json).email("ann@x.org"))).errors())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.toString()).doesNotContain("CANARY"));
    }

    private static AcceptedRow accepted(ConnectionRules connection, ARow row) {
        return (AcceptedRow) validate(connection, row);
    }

    private static RowOutcome validate(ConnectionRules connection, ARow row) {
        return new RowValidator(connection, ValidationLimits.DEFAULTS, false).validate(row.build());
    }

    private static String text(AcceptedRow row, UserAttribute attribute) {
        return row.values().get(attribute) instanceof RowValue.Text text ? text.value() : "";
    }
}
