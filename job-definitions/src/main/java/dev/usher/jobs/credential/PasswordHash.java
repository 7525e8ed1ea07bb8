package dev.usher.jobs.credential;

import java.util.List;
import java.util.Optional;

/** A bcrypt hash as our own store has them: {@code $2a$} or {@code $2b$}. */
public record PasswordHash(BcryptHash bcrypt) {

    static final String PATTERN = "^\\$2[ab]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}$";

    /** What is wrong with the text; nothing if it is a hash within the limits. */
    public static List<CredentialProblem> problemsOf(String text, CostLimits limits) {
        var problems = new Problems();
        parse(text)
                .ifPresentOrElse(hash -> hash.bcrypt.check("", problems, limits), () -> problems.noMatch("", PATTERN));
        return problems.found();
    }

    public static Optional<PasswordHash> parse(String text) {
        return BcryptHash.parse(text).filter(hash -> hash.minor() != 'y').map(PasswordHash::new);
    }
}
