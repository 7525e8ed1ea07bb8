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

class CustomPasswordHashRuleTest {

    private final CustomPasswordHashRule rule = new CustomPasswordHashRule(CostLimits.DEFAULTS);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'algorithm':'md4','hash':{'value':'AbuUujgF0pPPkJPSFRTpmA==','encoding':'base64'}}; ~~",
                "{'algorithm':'md4'}; OBJECT_REQUIRED custom_password_hash.hash",
                "{'algorithm':'md4','hash':{'value':'zz','encoding':'hex'}}; PATTERN custom_password_hash.hash.value",
                "{'algorithm':'des','hash':{}}; ENUM_MISMATCH custom_password_hash.algorithm",
                "{'algorithm':'ldap','hash':{'value':7},'salt':{'value':'x'}};"
                        + " INVALID_TYPE custom_password_hash.hash.value,FORBIDDEN_PROPERTY custom_password_hash.salt",
                "{'algorithm':'md4','hash':{'value':'AbuU','encoding':'base64'},'slat':1};"
                        + " MIN_LENGTH custom_password_hash.hash.value,UNKNOWN_PROPERTY custom_password_hash.slat",
                "{'algorithm':'scrypt','keylen':1,'cost':1e30,'hash':{'value':'00','encoding':'hex'}};"
                        + " MAXIMUM custom_password_hash.cost,PATTERN custom_password_hash.cost",
                "{'algorithm':'scrypt','keylen':1.0,'cost':2e0,'hash':{'value':'00','encoding':'hex'}}; ~~",
                "{'algorithm':'scrypt','keylen':1.5,'hash':{'value':'00','encoding':'hex'}};"
                        + " INVALID_TYPE custom_password_hash.keylen",
            })
    void namesPathsOfTheFile(String json, String expected) {
        assertThat(String.join(",", found(rule, aRow().withJson("custom_password_hash", json))))
                .isEqualTo(expected);
    }

    @Test
    void pointsAtTheWrongValue() {
        String json = "{'algorithm':'md4','hash':{'encoding':'hex','value':'zz'}}";

        assertThat(errorsFor(rule, aRow().withJson("custom_password_hash", json)))
                .singleElement()
                .returns(5, RowError::at);
    }
}
