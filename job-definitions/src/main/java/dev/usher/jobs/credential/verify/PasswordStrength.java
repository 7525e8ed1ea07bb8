package dev.usher.jobs.credential.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a new password must be like.
 *
 * @param minLength in characters (Unicode code points); never below what the level asks for
 */
public record PasswordStrength(Level level, int minLength) {

    private static final int CLASSES = 3;
    private static final int MAX_IDENTICAL = 2;

    /** Five levels, each with the length that it asks for. */
    public enum Level {
        /** Any password that is not empty. */
        NONE(1),
        LOW(6),
        /** With a lower-case letter, an upper-case letter and a digit. */
        FAIR(8),
        /** With three of: lower-case letters, upper-case letters, digits, special characters. */
        GOOD(8),
        /** As good ones, and no character stands three times in a row. */
        EXCELLENT(10);

        private final int minLength;

        Level(int minLength) {
            this.minLength = minLength;
        }

        /** The level of a name in lower case, as connections have it. */
        public static Optional<Level> named(String name) {
            return Arrays.stream(values())
                    .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
        }

        public int minLength() {
            return minLength;
        }
    }

    /** A rule that a password breaks. */
    public enum Rule {
        /** It has too few characters. */
        LENGTH,
        /** It lacks a lower-case letter, an upper-case letter or a digit. */
        LETTERS_AND_DIGITS,
        /** It has characters of less than three classes. */
        THREE_CLASSES,
        /** A character stands more than twice in a row. */
        IDENTICAL_CHARACTERS
    }

    public PasswordStrength {
        minLength = Math.max(minLength, level.minLength());
    }

    public static PasswordStrength of(Level level) {
        return new PasswordStrength(level, level.minLength());
    }

    /** The rules that the password breaks; none if it is strong enough. */
    public List<Rule> brokenBy(String password) {
        var broken = new ArrayList<Rule>();
        if (password.codePointCount(0, password.length()) < minLength) {
            broken.add(Rule.LENGTH);
        }
        if (level == Level.FAIR && !hasLettersAndDigits(password)) {
            broken.add(Rule.LETTERS_AND_DIGITS);
        }
        if (level.compareTo(Level.GOOD) >= 0 && countClasses(password) < CLASSES) {
            broken.add(Rule.THREE_CLASSES);
        }
        if (level == Level.EXCELLENT && hasIdenticalRow(password)) {
            broken.add(Rule.IDENTICAL_CHARACTERS);
        }
        return broken;
    }

    private static boolean hasLettersAndDigits(String password) {
        return CharacterClass.LOWER.isIn(password)
                && CharacterClass.UPPER.isIn(password)
                && CharacterClass.DIGIT.isIn(password);
    }

    private static long countClasses(String password) {
        return Arrays.stream(CharacterClass.values())
                .filter(c -> c.isIn(password))
                .count();
    }

    private static boolean hasIdenticalRow(String password) {
        int[] characters = password.codePoints().toArray();
        int row = 1;
        for (int i = 1; i < characters.length; i++) {
            row = characters[i] == characters[i - 1] ? row + 1 : 1;
            if (row > MAX_IDENTICAL) {
                return true;
            }
        }
        return false;
    }

    /** Classes of ASCII; what lies beyond belongs to none. */
    private enum CharacterClass {
        LOWER,
        UPPER,
        DIGIT,
        SPECIAL;

        boolean isIn(String password) {
            return password.chars().anyMatch(this::has);
        }

        private boolean has(int c) {
            return switch (this) {
                case LOWER -> c >= 'a' && c <= 'z';
                case UPPER -> c >= 'A' && c <= 'Z';
                case DIGIT -> c >= '0' && c <= '9';
                case SPECIAL -> c >= ' ' && c <= '~' && !LOWER.has(c) && !UPPER.has(c) && !DIGIT.has(c);
            };
        }
    }
}
