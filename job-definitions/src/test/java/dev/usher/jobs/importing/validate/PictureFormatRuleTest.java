package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.found;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFormatRuleTest {

    private final PictureFormatRule rule = new PictureFormatRule();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.org/a.png",
                "HTTP://x.org",
                "https://x.org/a|b?c=d&e=%20#f",
                "http://[::1]/a",
                "https://m\u00fcller.de/\u00fc.png"
            })
    void takesWebAddresses(String picture) {
        assertThat(found(rule, aRow().with("picture", picture))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.png",
                "//x.org/a.png",
                "javascript:alert(1)",
                "data:image/png;base64,AA==",
                "https://",
                "https:///a.png",
                "https://x.org/a b",
                "https://x.org/\"onload=",
                "https://x.org/\n",
                "ftp://x.org/a"
            })
    void refusesTheRest(String picture) {
        assertThat(found(rule, aRow().with("picture", picture))).containsExactly("INVALID_FORMAT picture");
    }
}
