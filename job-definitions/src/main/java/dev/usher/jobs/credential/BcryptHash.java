package dev.usher.jobs.credential;

import java.util.List;
import java.util.Optional;

/**
 * A bcrypt hash taken apart.
 *
 * @param minor the letter behind the 2: a, b or y
 * @param cost base-2 logarithm of the rounds
 * @param value the whole hash
 */
public record BcryptHash(char minor, int cost, String value) {

    private static final int LENGTH = 60;
    private static final int SALT_START = 7;

    /** The hash, or nothing if the text is none; a cost that bcrypt does not have (03, 32) is left to the limits. */
    public static Optional<BcryptHash> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith("$2") || text.charAt(3) != '$' || text.charAt(6) != '$') {
            return Optional.empty();
        }
        char minor = text.charAt(2);
        int tens = Character.digit(text.charAt(4), 10);
        int ones = Character.digit(text.charAt(5), 10);
        if ("aby".indexOf(minor) < 0 || tens < 0 || ones < 0 || !isBcryptBase64(text)) {
            return Optional.empty();
        }
        return Optional.of(new BcryptHash(minor, 10 * tens + ones, text));
    }

    /** What is wrong with the cost; nothing if the hash can be verified within the limits. */
    public List<CredentialProblem> problems(CostLimits limits) {
        var problems = new Problems();
        check("", problems, limits);
        return problems.found();
    }

    void check(String path, Problems problems, CostLimits limits) {
        problems.checkRange(path, "bcrypt cost", cost, limits.bcryptMinCost(), limits.bcryptMaxCost());
    }

    private static boolean isBcryptBase64(String text) {
        for (int i = SALT_START; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '.' && c != '/') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "BcryptHash[minor=" + minor + ", cost=" + cost + "]";
    }
}
