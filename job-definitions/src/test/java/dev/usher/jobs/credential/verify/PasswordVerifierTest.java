package dev.usher.jobs.credential.verify;

import static dev.usher.jobs.credential.verify.Verification.Outcome.MATCH;
import static dev.usher.jobs.credential.verify.Verification.Outcome.NO_MATCH;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.HashAlgorithm;
import dev.usher.jobs.credential.PasswordEncoding;
import dev.usher.jobs.credential.ScryptCost;
import dev.usher.jobs.credential.TextEncoding;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordVerifierTest {

    private static final PasswordVerifier VERIFIER = new PasswordVerifier(CostLimits.DEFAULTS);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"2a", "2b", "2y"})
    void verifiesHashesOfItsOwnColumn(String version) {
        String hash = "$" + version + "$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K";

        assertThat(VERIFIER.verify("hello", hash)).isEqualTo(MATCH);
        assertThat(VERIFIER.verify("Hello", hash)).isEqualTo(NO_MATCH);
        assertThat(VERIFIER.verify("", hash)).isEqualTo(NO_MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "$2x$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K",
                "$2b$03$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K",
                "$2b$31$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K"
            })
    void refusesWhatIsNoBcryptWithinTheLimits(String hash) {
        assertThat(VERIFIER.verify("hello", hash)).isInstanceOf(Verification.Refused.class);
    }

    @Test
    void hears72BytesOfBcryptTheSaltBesideItCounted() {
        String tooLong = "0123456789".repeat(8);
        String hash = new PasswordHasher(new SecureRandom()).bcrypt(tooLong.substring(0, 72), 4);

        assertThat(VERIFIER.verify(tooLong, hash)).isEqualTo(MATCH);
        assertThat(VERIFIER.verify(tooLong.substring(0, 71), hash)).isEqualTo(NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "ARGON2 $argon2id$v=19$m=4194304,t=2,p=1$J6Q/82PCyaNpYKRELJyTZg$m04qUAB8rexWDR4+/0f+SA",
                "ARGON2 $argon2id$v=19$m=65536,t=1000000,p=1$J6Q/82PCyaNpYKRELJyTZg$m04qUAB8rexWDR4+/0f+SA",
                "BCRYPT $2b$31$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG",
                "PBKDF2 $pbkdf2-sha512$i=1000000000,l=16$KNyFsA2rWoE$m04qUAB8rexWDR4+/0f+SA",
                "LDAP {CRYPT}rl0uE0wwxbUIM",
                "ARGON2 nonsense"
            })
    void refusesBombsAtOnce(HashAlgorithm algorithm, String value) {
        assertThat(refusedAtOnce(CustomPasswordHash.selfContained(algorithm, value)))
                .doesNotContain(value);
    }

    @ParameterizedTest
    @CsvSource({"1073741824, 8, 1", "16384, 1048576, 1", "16384, 8, 1073741824", "3, 8, 1", "65536, 1, 1"})
    void refusesBombsOfScryptAtOnce(long cost, long blockSize, long parallelization) {
        var bomb = new CustomPasswordHash(
                HashAlgorithm.SCRYPT,
                "00",
                TextEncoding.HEX,
                Optional.empty(),
                Optional.empty(),
                PasswordEncoding.UTF8,
                Optional.of(new ScryptCost(1, cost, blockSize, parallelization)));

        assertThat(refusedAtOnce(bomb)).contains("scrypt");
    }

    @Test
    void refusesARawHashOfTheWrongLength() {
        var hash = new CustomPasswordHash(
                HashAlgorithm.MD5,
                "00",
                TextEncoding.HEX,
                Optional.empty(),
                Optional.empty(),
                PasswordEncoding.UTF8,
                Optional.empty());

        assertThat(VERIFIER.verify("", hash)).isInstanceOf(Verification.Refused.class);
    }

    @Test
    void takesLimitsOfItsCaller() {
        var strict = new PasswordVerifier(new CostLimits(4, 9, 1024, 1, 1 << 20, 1_000));

        assertThat(strict.verify("hello", "$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K"))
                .isInstanceOf(Verification.Refused.class);
    }

    /** The reason; computing any of them would take seconds and far more memory. */
    private static String refusedAtOnce(CustomPasswordHash bomb) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long busy = THREADS.getCurrentThreadCpuTime();

        var verification = VERIFIER.verify("password", bomb);

        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - busy)).isLessThan(Duration.ofMillis(50));
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated).isLessThan(4 << 20);
        return ((Verification.Refused) verification).reason();
    }
}
