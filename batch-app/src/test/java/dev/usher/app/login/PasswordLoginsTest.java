package dev.usher.app.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.connection.PasswordOptions.Hash;
import dev.usher.jobs.credential.verify.PasswordStrength.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordLoginsTest {

    private static final PasswordOptions CHEAP = new PasswordOptions(Level.NONE, 1, Hash.BCRYPT, 4);
    private static final PasswordOptions DEAR = new PasswordOptions(Level.NONE, 1, Hash.BCRYPT, 12);
    private static final PasswordOptions ARGON2ID = new PasswordOptions(Level.NONE, 1, Hash.ARGON2ID, 15);

    @Test
    void aNameThatNobodyHasTakesAsLongAsTheDearestConnection() {
        assertThat(PasswordLogins.dearest(Stream.of(CHEAP, DEAR, ARGON2ID))).isEqualTo(DEAR);
        assertThat(PasswordLogins.dearest(Stream.of(CHEAP, ARGON2ID))).isEqualTo(ARGON2ID);
        assertThat(PasswordLogins.dearest(Stream.of())).isEqualTo(PasswordOptions.DEFAULTS);
    }
}
