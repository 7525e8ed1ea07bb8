package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.testkit.ARow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileSizeRuleTest {

    private final ProfileSizeRule rule = new ProfileSizeRule(new ValidationLimits(64, 10, 10, 30, CostLimits.DEFAULTS));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'a':'1234567890','b':'123456'}; 31",
                "{'a':'1234567890','b':'12345'}; 0",
                "{'a':[1,true,false,null,{}],'bcd':1}; 36",
                "{'a':'\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4'}; 32",
                "{'a':'\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\uD83D\uDE00'}; 33",
                "{'a':'\\u0001\\u0001\\u0001\\u0001\\n\\\\'}; 36",
            })
    void countsBytesOfCompactJson(String json, int bytes) {
        String expected = bytes == 0 ? "" : "The metadata take " + bytes + " bytes, maximum 30";

        assertThat(errorsFor(rule, aRow().withJson("user_metadata", json)).stream()
                        .map(RowError::message)
                        .toList())
                .isEqualTo(bytes == 0 ? List.of() : List.of(expected));
    }

    @Test
    void addsBothMetadata() {
        ARow row = aRow().withJson("user_metadata", "{'a':'12345678'}").withJson("app_metadata", "{'a':'12345678'}");

        assertThat(found(rule, row)).containsExactly("PROFILE_SIZE_EXCEEDED");
    }

    @Test
    void countsTheDigitsThatAnExponentHides() {
        var number = new RowValue.Obj(Map.of("a", new RowValue.Num("1e131071", 2)), 1);

        assertThat(errorsFor(rule, aRow().withValue("user_metadata", number)))
                .singleElement()
                .returns("The metadata take 131078 bytes, maximum 30", RowError::message);
    }
}
