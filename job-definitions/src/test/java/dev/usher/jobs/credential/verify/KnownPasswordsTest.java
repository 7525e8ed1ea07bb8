package dev.usher.jobs.credential.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.credential.CostLimits;
import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.HashAlgorithm;
import dev.usher.jobs.credential.Pbkdf2Digest;
import dev.usher.jobs.credential.Pbkdf2Hash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Passwords with hashes that other implementations made; each line of the file says which. */
class KnownPasswordsTest {

    private static final PasswordVerifier VERIFIER = new PasswordVerifier(CostLimits.DEFAULTS);

    /** @param by the implementation that made the hash */
    record Known(String by, String password, Map<String, Object> hash) {

        CustomPasswordHash custom() {
            return CustomPasswordHash.of(hash, CostLimits.DEFAULTS).orElseThrow();
        }

        @Override
        public String toString() {
            return hash.get("algorithm") + " by " + by;
        }
    }

    static List<Known> known() {
        var json = JsonMapper.builder()
                .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                .build();
        try (var lines = new BufferedReader(new InputStreamReader(
                requireNonNull(KnownPasswordsTest.class.getResourceAsStream("known-passwords.ndjson")), UTF_8))) {
            return lines.lines().map(line -> json.readValue(line, Known.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void matchAndNoOthersDo(Known known) {
        var hash = known.custom();

        assertThat(VERIFIER.verify(known.password, hash)).isEqualTo(Verification.Outcome.MATCH);
        // In front, since what stands behind 72 bytes makes no difference to bcrypt.
        assertThat(VERIFIER.verify("x" + known.password, hash)).isEqualTo(Verification.Outcome.NO_MATCH);
    }

    @Test
    void areThereForEveryAlgorithm() {
        var byAlgorithm =
                known().stream().collect(groupingBy(known -> known.custom().algorithm()));

        assertThat(byAlgorithm).containsOnlyKeys(HashAlgorithm.values());
        assertThat(byAlgorithm.values())
                .allSatisfy(several -> assertThat(several).hasSizeGreaterThan(3));
    }

    @Test
    void areThereForEveryDigestOfPbkdf2() {
        var names = known().stream()
                .map(Known::custom)
                .filter(hash -> hash.algorithm() == HashAlgorithm.PBKDF2)
                .flatMap(hash -> Pbkdf2Hash.parse(hash.value()).map(Pbkdf2Hash::digest).stream())
                .collect(toSet());
        Stream<String> all = Arrays.stream(Pbkdf2Digest.values()).flatMap(digest -> digest.names().stream());

        assertThat(names).containsExactlyInAnyOrderElementsOf(all.toList());
    }
}
