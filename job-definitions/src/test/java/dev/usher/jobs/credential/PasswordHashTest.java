package dev.usher.jobs.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordHashTest {

    private static final String TAIL = "$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG";

    @ParameterizedTest
    @CsvSource({
        "$2b$10, ''",
        "$2a$04, ''",
        "$2b$15, ''",
        "$2b$03, TOO_SMALL",
        "$2b$16, TOO_LARGE",
        "$2b$31, TOO_LARGE",
        "$2y$10, NO_MATCH",
        "$2x$10, NO_MATCH",
        "$2$10, NO_MATCH",
        "$2b$1x, NO_MATCH",
        "$2b$100, NO_MATCH",
        "$3b$10, NO_MATCH"
    })
    void takesBcryptWithinTheLimits(String head, String kind) {
        String found = String.join(
                ",",
                PasswordHash.problemsOf(head + TAIL, CostLimits.DEFAULTS).stream()
                        .map(problem -> problem.kind().name())
                        .toList());

        assertThat(found).isEqualTo(kind);
    }

    @Test
    void leavesTheValueOutOfTheMessage() {
        assertThat(PasswordHash.problemsOf("secret", CostLimits.DEFAULTS))
                .singleElement()
                .extracting(CredentialProblem::message)
                .isEqualTo("String does not match pattern ^\\$2[ab]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}$");
    }

    @Test
    void refusesAForeignCharacterInTheTail() {
        assertThat(PasswordHash.parse("$2b$10" + TAIL.replace('9', '!'))).isEmpty();
    }

    @Test
    void doesNotPrintItself() {
        assertThat(PasswordHash.parse("$2b$10" + TAIL).orElseThrow().toString()).doesNotContain("C9hB01");
    }
}
