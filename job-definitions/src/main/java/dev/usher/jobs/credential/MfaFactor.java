package dev.usher.jobs.credential;

import java.util.List;
import java.util.function.Predicate;

/** A second factor that a user has enrolled elsewhere. */
public sealed interface MfaFactor {

    /** An authenticator app; the secret is base32 without padding. */
    record Totp(String secret) implements MfaFactor {
        @Override
        public String toString() {
            return "Totp[]";
        }
    }

    /** Text messages or calls to a number in E.164 form. */
    record Phone(String value) implements MfaFactor {}

    /** Messages to an e-mail address. */
    record Email(String value) implements MfaFactor {}

    /**
     * What is wrong with a user's factors.
     *
     * @param json the items of the JSON array, as {@link CustomPasswordHash#problemsOf} takes them
     * @param isEmail what an e-mail address is
     */
    static List<CredentialProblem> problemsOf(List<?> json, Predicate<String> isEmail) {
        var reader = new MfaFactorReader(new Problems(), isEmail);
        var unused = reader.read(json);
        return reader.problems().found();
    }

    /** The factors, without those that have {@linkplain #problemsOf problems}; an empty item is no factor. */
    static List<MfaFactor> of(List<?> json, Predicate<String> isEmail) {
        return new MfaFactorReader(new Problems(), isEmail).read(json);
    }
}
