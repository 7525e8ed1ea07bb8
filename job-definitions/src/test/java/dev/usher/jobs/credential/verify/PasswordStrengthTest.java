package dev.usher.jobs.credential.verify;

import static dev.usher.jobs.credential.verify.PasswordStrength.Rule.IDENTICAL_CHARACTERS;
import static dev.usher.jobs.credential.verify.PasswordStrength.Rule.LENGTH;
import static dev.usher.jobs.credential.verify.PasswordStrength.Rule.THREE_CLASSES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.credential.verify.PasswordStrength.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordStrengthTest {

    @ParameterizedTest
    @CsvSource({
        "none, '', LENGTH",
        "none, a,",
        "low, aaaaa, LENGTH",
        "low, aaaaaa,",
        "low, '\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00', LENGTH",
        "fair, Aa34567, LENGTH",
        "fair, Aa345678,",
        "fair, aa345678, LETTERS_AND_DIGITS",
        "fair, AA345678, LETTERS_AND_DIGITS",
        "fair, AAaabbcc!, LETTERS_AND_DIGITS",
        "good, Aa34567, LENGTH",
        "good, Aa345678,",
        "good, aa3456 8,",
        "good, AAAAaaa!,",
        "good, aaaa3456, THREE_CLASSES",
        "good, aaaaaaaä1, THREE_CLASSES",
        "excellent, Aa3456789, LENGTH",
        "excellent, Aa34567890,",
        "excellent, Aaa4567890,",
        "excellent, Aaaa567890, IDENTICAL_CHARACTERS",
        "excellent, aabbccddee, THREE_CLASSES"
    })
    void asksForWhatItsLevelSays(String level, String password, PasswordStrength.@Nullable Rule broken) {
        var strength = PasswordStrength.of(Level.named(level).orElseThrow());

        if (broken == null) {
            assertThat(strength.brokenBy(password)).isEmpty();
        } else {
            assertThat(strength.brokenBy(password)).containsExactly(broken);
        }
    }

    @Test
    void namesAllRulesThatAreBroken() {
        assertThat(PasswordStrength.of(Level.EXCELLENT).brokenBy("aaa"))
                .containsExactly(LENGTH, THREE_CLASSES, IDENTICAL_CHARACTERS);
    }

    @Test
    void asksForMoreLengthButNeverForLessThanItsLevel() {
        assertThat(new PasswordStrength(Level.LOW, 12).brokenBy("aaaaaaaaaaa")).containsExactly(LENGTH);
        assertThat(new PasswordStrength(Level.LOW, 1).brokenBy("aaaaa")).containsExactly(LENGTH);
    }

    @Test
    void knowsNoOtherLevels() {
        assertThat(Level.named("superb")).isEmpty();
        assertThat(Level.named("GOOD")).isEmpty();
    }
}
