package dev.usher.jobs.random;

import java.util.random.RandomGenerator;

/** Texts of characters that are each as likely as any other. As hard to guess as its generator's next number. */
public final class RandomText {

    public static final String UPPER_CASE_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    public static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz" + UPPER_CASE_AND_DIGITS;

    private RandomText() {}

    /** @param characters of which the text is made; each a char */
    public static String of(RandomGenerator random, int length, String characters) {
        return random.ints(length, 0, characters.length())
                .map(characters::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
