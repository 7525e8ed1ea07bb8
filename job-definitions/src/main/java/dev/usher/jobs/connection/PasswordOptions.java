package dev.usher.jobs.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.jobs.credential.verify.Argon2Cost;
import dev.usher.jobs.credential.verify.HashedPassword;
import dev.usher.jobs.credential.verify.PasswordHasher;
import dev.usher.jobs.credential.verify.PasswordStrength;
import dev.usher.jobs.credential.verify.PasswordStrength.Level;

/**
 * What passwords of a database connection must be like that are set through the API, and how they are kept. Imported hashes
 * are what they are.
 *
 * @param policy how strong a password must be
 * @param minLength shortest password, in characters; the policy may ask for more
 * @param hash how a password is hashed that is set, or proves right for the first time after an import
 * @param bcryptCost base-2 logarithm of the rounds, 4 to 15; matters to bcrypt only
 */
public record PasswordOptions(
        @JsonProperty("policy") Level policy,
        @JsonProperty("min_length") int minLength,
        @JsonProperty("hash") Hash hash,
        @JsonProperty("bcrypt_cost") int bcryptCost) {

    /** How a password is hashed. */
    public enum Hash {
        @JsonProperty("bcrypt")
        BCRYPT,
        @JsonProperty("argon2id")
        ARGON2ID
    }

    /** Length is what makes a password strong: no classes of characters are asked for. */
    public static final PasswordOptions DEFAULTS =
            new PasswordOptions(Level.LOW, 8, Hash.BCRYPT, PasswordHasher.DEFAULT_BCRYPT_COST);

    private static final int LONGEST = 72;

    public PasswordOptions {
        if (minLength < 1 || minLength > LONGEST) {
            throw new IllegalArgumentException(
                    "The shortest password may have 1 to " + LONGEST + " characters, not " + minLength + ".");
        }
        if (bcryptCost < 4 || bcryptCost > 15) {
            throw new IllegalArgumentException("The cost of bcrypt must lie between 4 and 15, not " + bcryptCost + ".");
        }
    }

    /**
     * @throws dev.usher.jobs.credential.verify.UnfitPasswordException if the password is empty, or longer than the hash takes it
     *     in
     */
    public HashedPassword hash(String password, PasswordHasher hasher) {
        return switch (hash) {
            case BCRYPT -> new HashedPassword(hasher.bcrypt(password, bcryptCost), null);
            case ARGON2ID -> new HashedPassword(null, hasher.argon2id(password, Argon2Cost.DEFAULT));
        };
    }

    public PasswordStrength strength() {
        return new PasswordStrength(policy, minLength);
    }
}
