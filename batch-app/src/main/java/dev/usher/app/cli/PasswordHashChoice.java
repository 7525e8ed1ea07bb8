package dev.usher.app.cli;

import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.connection.PasswordOptions.Hash;
import java.util.regex.Pattern;

/** How passwords are to be kept, as it is typed: {@code bcrypt}, {@code bcrypt:12} or {@code argon2id}. */
record PasswordHashChoice(Hash algorithm, int bcryptCost) {

    private static final Pattern BCRYPT = Pattern.compile("bcrypt:([0-9]{1,2})");

    static PasswordHashChoice of(String text) {
        var bcrypt = BCRYPT.matcher(text);
        if (bcrypt.matches()) {
            return new PasswordHashChoice(Hash.BCRYPT, Integer.parseInt(bcrypt.group(1)));
        }
        return switch (text) {
            case "bcrypt" -> new PasswordHashChoice(Hash.BCRYPT, PasswordOptions.DEFAULTS.bcryptCost());
            case "argon2id" -> new PasswordHashChoice(Hash.ARGON2ID, PasswordOptions.DEFAULTS.bcryptCost());
            default ->
                throw new UsageException("--password-hash takes bcrypt, bcrypt:COST or argon2id, not '" + text + "'.");
        };
    }
}
