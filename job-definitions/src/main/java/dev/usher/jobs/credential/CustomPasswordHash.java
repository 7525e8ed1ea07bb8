package dev.usher.jobs.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A password hash that another system made, with what it takes to verify it.
 *
 * @param value the hash as it is written: bytes in {@code encoding}, or a text that names its own parameters
 * @param passwordEncoding how a typed password becomes bytes
 */
public record CustomPasswordHash(
        HashAlgorithm algorithm,
        String value,
        TextEncoding encoding,
        Optional<HmacKey> hmac,
        Optional<Salt> salt,
        PasswordEncoding passwordEncoding,
        Optional<ScryptCost> scrypt) {

    /** What an HMAC was made with. */
    public record HmacKey(Digest digest, Octets key) {
        @Override
        public String toString() {
            return "HmacKey[digest=" + digest + "]";
        }
    }

    /** Bytes that stand before or behind the password. */
    public record Salt(Octets bytes, boolean suffix) {
        @Override
        public String toString() {
            return "Salt[suffix=" + suffix + "]";
        }
    }

    /**
     * What is wrong with a hash; nothing if it can be verified within the limits.
     *
     * @param json the members of the JSON object: text, {@link Boolean}, {@link Long} for whole numbers and another
     *     {@link Number} for the rest, {@link Map}, {@link List}, null
     */
    public static List<CredentialProblem> problemsOf(Map<String, ?> json, CostLimits limits) {
        var problems = new Problems();
        var unused = CustomPasswordHashReader.read(new Given(json, "", problems), limits);
        return problems.found();
    }

    /** The hash, or nothing if there are {@linkplain #problemsOf problems}. */
    public static Optional<CustomPasswordHash> of(Map<String, ?> json, CostLimits limits) {
        var problems = new Problems();
        Optional<CustomPasswordHash> hash = CustomPasswordHashReader.read(new Given(json, "", problems), limits);
        return problems.found().isEmpty() ? hash : Optional.empty();
    }

    @Override
    public String toString() {
        return "CustomPasswordHash[algorithm=" + algorithm + "]";
    }
}
