package dev.usher.jobs.importing.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.hibernate.validator.internal.constraintvalidators.bv.EmailValidator;
import org.junit.jupiter.api.Test;

class EmailFormatTest {

    private static final int ROUNDS = 300_000;
    private static final String ALPHABET = "aZ09._%+-@@..--x\u00fc \"";

    @Test
    void acceptsByItsFirstPassNothingThatTheEngineRefuses() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var format = new EmailFormat();
        var engine = new EmailValidator();
        int plain = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = randomText(random);
            if (EmailFormat.isPlain(text)) {
                plain++;
                assertThat(engine.isValid(text, null) && format.isUnusual(text))
                        .as("'%s' (seed %d)", text, seed)
                        .isTrue();
            }
        }
        assertThat(plain).as("plain addresses (seed %d)", seed).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void judgesLabelsAndLengthsAsTheEngineDoes() {
        var format = new EmailFormat();
        for (int length = 60; length <= 66; length++) {
            String local = "a".repeat(length);
            String label = "a@" + "b".repeat(length) + ".org";
            assertThat(EmailFormat.isPlain(local + "@x.org")).isEqualTo(format.isUnusual(local + "@x.org"));
            assertThat(EmailFormat.isPlain(label)).isEqualTo(format.isUnusual(label));
        }
    }

    private static String randomText(Random random) {
        var text = new StringBuilder(part(random)).append('@').append(part(random));
        for (int labels = random.nextInt(4); labels > 0; labels--) {
            text.append('.').append(part(random));
        }
        return text.toString();
    }

    private static String part(Random random) {
        var part = new StringBuilder();
        for (int length = random.nextInt(random.nextInt(20) == 0 ? 70 : 6); length >= 0; length--) {
            part.append(random.nextInt(4) == 0 ? ALPHABET.charAt(random.nextInt(ALPHABET.length())) : 'b');
        }
        return part.toString();
    }
}
