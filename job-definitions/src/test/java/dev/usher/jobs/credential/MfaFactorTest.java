package dev.usher.jobs.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

class MfaFactorTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "[{'totp':{'secret':'JBSWY3DP'}},{'phone':{'value':'+15551234'}},{'email':{'value':'a@b.cd'}}]; ~~",
                "[{}]; ~~",
                "[]; TOO_FEW_ITEMS",
                "[{'totp':{'secret':'JTF18P5973P1KCZN'}}]; NO_MATCH [0].totp.secret",
                "[{'totp':{'secret':''}}]; NO_MATCH [0].totp.secret",
                "[{},{'phone':{'value':'0301234'}}]; NO_MATCH [1].phone.value",
                "[{'email':{'value':'nobody'}}]; WRONG_FORMAT [0].email.value",
                "[{'phone':{}}]; MISSING [0].phone.value",
                "[{'phone':'+1'}]; WRONG_TYPE [0].phone",
                "[7]; WRONG_TYPE [0]",
                "[{'recovery_code':'x'}]; UNKNOWN [0].recovery_code",
                "[{'phone':{'value':'+1','country':'us'}}]; UNKNOWN [0].phone.country",
                "[{'phone':{'value':'+1'},'email':{'value':'a@b.cd'}}]; TOO_MANY_KEYS [0]",
            })
    void namesWhatIsWrong(String json, String expected) {
        assertThat(String.join(", ", problems(JSON.readValue(json, List.class))))
                .isEqualTo(expected);
    }

    @Test
    void takesTenFactors() {
        assertThat(problems(Collections.nCopies(10, Map.of()))).isEmpty();
        assertThat(problems(Collections.nCopies(11, Map.of()))).containsExactly("TOO_MANY_ITEMS");
    }

    @Test
    void readsTheFactors() {
        List<?> json = JSON.readValue("[{'totp':{'secret':'JBSWY3DP'}},{},{'phone':{'value':'+1'}}]", List.class);

        assertThat(MfaFactor.of(json, text -> true))
                .containsExactly(new MfaFactor.Totp("JBSWY3DP"), new MfaFactor.Phone("+1"));
    }

    @Test
    void printsNoSecret() {
        assertThat(new MfaFactor.Totp("JBSWY3DP").toString()).doesNotContain("JBSWY3DP");
    }

    private static List<String> problems(List<?> json) {
        return MfaFactor.problemsOf(json, text -> text.contains("@")).stream()
                .map(problem -> (problem.kind() + " " + problem.path()).strip())
                .toList();
    }
}
