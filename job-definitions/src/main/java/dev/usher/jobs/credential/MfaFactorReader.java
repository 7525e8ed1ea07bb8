package dev.usher.jobs.credential;

import dev.usher.jobs.credential.CredentialProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Reads the factors of a user from JSON one by one, and gathers what is wrong with each. */
record MfaFactorReader(Problems problems, Predicate<String> isEmail) {

    private static final int MAX_FACTORS = 10;
    private static final int MAX_SECRET_CHARS = 255;
    private static final int MAX_PHONE_DIGITS = 15;

    List<MfaFactor> read(List<?> items) {
        if (items.isEmpty()) {
            problems.add(Kind.TOO_FEW_ITEMS, "", "Array is too short (0), minimum 1");
        }
        if (items.size() > MAX_FACTORS) {
            problems.add(Kind.TOO_MANY_ITEMS, "", "Array is too long (" + items.size() + "), maximum " + MAX_FACTORS);
            return List.of();
        }
        var factors = new ArrayList<MfaFactor>();
        for (int i = 0; i < items.size(); i++) {
            String path = "[" + i + "]";
            if (items.get(i) instanceof Map<?, ?> item) {
                readItem(new Given(Given.asMembers(item), path, problems)).ifPresent(factors::add);
            } else {
                problems.add(Kind.WRONG_TYPE, path, Given.wrongType("object", items.get(i)));
            }
        }
        return factors;
    }

    private Optional<MfaFactor> readItem(Given item) {
        item.allowOnly(Set.of("totp", "phone", "email"));
        if (item.members().size() > 1) {
            String message = "Too many properties defined (" + item.members().size() + "), maximum 1";
            problems.add(Kind.TOO_MANY_KEYS, item.path(), message);
        }
        Optional<MfaFactor> totp = item.object("totp").flatMap(this::readTotp);
        Optional<MfaFactor> phone = item.object("phone").flatMap(this::readPhone);
        Optional<MfaFactor> email = item.object("email").flatMap(this::readEmail);
        return totp.or(() -> phone).or(() -> email);
    }

    private Optional<MfaFactor> readTotp(Given totp) {
        totp.allowOnly(Set.of("secret"));
        Optional<String> secret = totp.requiredText("secret");
        if (secret.isPresent() && secret.get().length() > MAX_SECRET_CHARS) {
            problems.add(Kind.TOO_LONG, totp.at("secret"), "String is too long, maximum " + MAX_SECRET_CHARS);
            return Optional.empty();
        }
        return matching(secret, totp.at("secret"), "^[A-Z2-7]+$", MfaFactorReader::isBase32)
                .map(MfaFactor.Totp::new);
    }

    private Optional<MfaFactor> readPhone(Given phone) {
        phone.allowOnly(Set.of("value"));
        return matching(phone.requiredText("value"), phone.at("value"), "^\\+[0-9]{1,15}$", MfaFactorReader::isE164)
                .map(MfaFactor.Phone::new);
    }

    private Optional<MfaFactor> readEmail(Given email) {
        email.allowOnly(Set.of("value"));
        Optional<String> value = email.requiredText("value");
        if (value.isPresent() && !isEmail.test(value.get())) {
            problems.add(Kind.WRONG_FORMAT, email.at("value"), "Object didn't pass validation for format email");
            return Optional.empty();
        }
        return value.map(MfaFactor.Email::new);
    }

    private Optional<String> matching(Optional<String> text, String path, String pattern, Predicate<String> matches) {
        if (text.isPresent() && !matches.test(text.get())) {
            problems.noMatch(path, pattern);
            return Optional.empty();
        }
        return text;
    }

    private static boolean isBase32(String text) {
        return !text.isEmpty() && allChars(text, 0, c -> (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'));
    }

    private static boolean isE164(String text) {
        return text.startsWith("+")
                && text.length() > 1
                && text.length() <= MAX_PHONE_DIGITS + 1
                && allChars(text, 1, c -> c >= '0' && c <= '9');
    }

    private static boolean allChars(String text, int from, IntPredicate predicate) {
        return text.chars().skip(from).allMatch(predicate);
    }
}
