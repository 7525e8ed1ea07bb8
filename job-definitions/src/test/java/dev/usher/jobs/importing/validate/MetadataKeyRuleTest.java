package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataKeyRuleTest {

    private final MetadataKeyRule rule = new MetadataKeyRule(ValidationLimits.DEFAULTS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__tenant",
                "_id",
                "blocked",
                "clientID",
                "created_at",
                "email_verified",
                "email",
                "globalClientID",
                "global_client_id",
                "identities",
                "lastIP",
                "lastLogin",
                "loginsCount",
                "metadata",
                "multifactor_last_modified",
                "multifactor",
                "updated_at",
                "user_id"
            })
    void keepsReservedKeysOutOfAppMetadata(String key) {
        String json = "{'" + key + "':1}";

        assertThat(found(rule, aRow().withJson("app_metadata", json)))
                .containsExactly("FORBIDDEN_PROPERTY app_metadata." + key);
        assertThat(found(rule, aRow().withJson("user_metadata", json))).isEmpty();
        assertThat(found(rule, aRow().withJson("app_metadata", "{'inner':" + json + "}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'a.b':1}; FORBIDDEN_PROPERTY user_metadata.a.b",
                "{'$set':1}; FORBIDDEN_PROPERTY user_metadata.$set",
                "{'a':[{'b':{'c$':1}}]}; FORBIDDEN_PROPERTY user_metadata.a[0].b.c$",
                "{'':1,'a b':'$.'}; ~~",
            })
    void refusesDotsAndDollarsInKeys(String json, String expected) {
        assertThat(String.join(",", found(rule, aRow().withJson("user_metadata", json))))
                .isEqualTo(expected);
    }

    @Test
    void leavesTheDepthToItsOwnRule() {
        assertThat(found(rule, aRow().withValue("user_metadata", StorableValueRuleTest.nested(100_000))))
                .isEmpty();
    }
}
