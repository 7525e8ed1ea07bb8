package dev.usher.jobs.credential.verify;

import static dev.usher.jobs.credential.verify.Verification.Outcome.MATCH;
import static dev.usher.jobs.credential.verify.Verification.Outcome.NO_MATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.PasswordHash;
import dev.usher.jobs.credential.verify.UnfitPasswordException.Reason;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

    private final PasswordHasher hasher = new PasswordHasher(new SecureRandom());
    private final PasswordVerifier verifier = new PasswordVerifier(CostLimits.DEFAULTS);

    @Test
    void makesBcryptThatAnImportWouldTake() {
        String hash = hasher.bcrypt("pässwörd", 5);

        assertThat(hash).startsWith("$2b$05$");
        assertThat(PasswordHash.problemsOf(hash, CostLimits.DEFAULTS)).isEmpty();
        assertThat(verifier.verify("pässwörd", hash)).isEqualTo(MATCH);
        assertThat(verifier.verify("passwörd", hash)).isEqualTo(NO_MATCH);
    }

    @Test
    void makesArgon2ThatAnImportWouldTake() {
        var hash = hasher.argon2id("pässwörd", Argon2Cost.DEFAULT);

        assertThat(hash.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(CustomPasswordHash.of(hash.toJson(), CostLimits.DEFAULTS)).contains(hash);
        assertThat(verifier.verify("pässwörd", hash)).isEqualTo(MATCH);
        assertThat(verifier.verify("passwörd", hash)).isEqualTo(NO_MATCH);
    }

    @Test
    void salts() {
        var cheap = new Argon2Cost(8, 1, 1);

        assertThat(hasher.bcrypt("hello", 4)).isNotEqualTo(hasher.bcrypt("hello", 4));
        assertThat(hasher.argon2id("hello", cheap)).isNotEqualTo(hasher.argon2id("hello", cheap));
    }

    @Test
    void takesAllThatBcryptHearsAndNoMore() {
        assertThat(verifier.verify("ü".repeat(36), hasher.bcrypt("ü".repeat(36), 4)))
                .isEqualTo(MATCH);
        assertThatExceptionOfType(UnfitPasswordException.class)
                .isThrownBy(() -> hasher.bcrypt("ü".repeat(36) + "u", 4))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG))
                .withMessageContaining("72 bytes");
    }

    @Test
    void refusesWhatIsNoPasswordForArgon2() {
        var cheap = new Argon2Cost(8, 1, 1);

        assertThat(verifier.verify("a".repeat(1024), hasher.argon2id("a".repeat(1024), cheap)))
                .isEqualTo(MATCH);
        assertThatExceptionOfType(UnfitPasswordException.class)
                .isThrownBy(() -> hasher.argon2id("a".repeat(1025), cheap))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG));
        assertThatExceptionOfType(UnfitPasswordException.class)
                .isThrownBy(() -> hasher.argon2id("", cheap))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.EMPTY));
    }

    @Test
    void refusesCostsThatArgon2DoesNotHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Cost(15, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Cost(1024, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Cost(1024, 1, 0));
    }
}
