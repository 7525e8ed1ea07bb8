package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.errorsFor;
import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowErrorCode;
import dev.usher.jobs.importing.row.RowValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorableValueRuleTest {

    private final StorableValueRule rule =
            new StorableValueRule(new ValidationLimits(4, 10, 3, 1000, CostLimits.DEFAULTS));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'given_name':'A\\u0000'}; INVALID_CHARACTER given_name",
                "{'user_metadata':{'a':['\\ud800']}}; INVALID_CHARACTER user_metadata.a[0]",
                "{'user_metadata':{'a\\u0000b':1}}; INVALID_CHARACTER user_metadata.a\uFFFDb",
                "{'user_metadata':{'a':'\\ud83d\\ude00'}}; ~~",
                "{'mfa_factors':[{'totp':{'secret':'\\u0000'}}]}; INVALID_CHARACTER mfa_factors[0].totp.secret",
                "{'user_metadata':{'a':12345678901}}; ~~",
                "{'user_metadata':{'a':'12345678901'}}; MAX_LENGTH user_metadata.a",
                "{'given_name':'12345678901'}; ~~",
                "{'user_metadata':{'a':{'b':{}}}}; ~~",
                "{'user_metadata':{'a':{'b':[[]]}}}; TOO_DEEP user_metadata.a.b[0]",
                "{'user_metadata':{'a':1,'b':2,'c':3}}; ~~",
                "{'user_metadata':{'a':{'a':1,'b':2,'c':3,'d':4}}}; PROFILE_SIZE_EXCEEDED user_metadata.a",
            })
    void findsWhatCanNotBeStored(String json, String expected) {
        assertThat(String.join(",", found(rule, aRow(json)))).isEqualTo(expected);
    }

    @Test
    void findsNumbersOutOfRange() {
        var number = new RowValue.Obj(Map.of("n", new RowValue.Num("1e131073", 7)), 1);

        assertThat(errorsFor(rule, aRow().withValue("app_metadata", number)))
                .singleElement()
                .returns(RowErrorCode.NUMBER_OUT_OF_RANGE, RowError::code)
                .returns("app_metadata.n", RowError::path)
                .returns(7, RowError::at);
    }

    @Test
    void survivesAnyDepth() {
        assertThat(errorsFor(rule, aRow().withValue("user_metadata", nested(100_000))))
                .hasSize(1);
    }

    static RowValue nested(int levels) {
        RowValue value = new RowValue.Arr(List.of(), 1);
        for (int i = 1; i < levels; i++) {
            value = new RowValue.Arr(List.of(value), 1);
        }
        return value;
    }
}
