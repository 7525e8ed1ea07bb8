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

    /** A hash that names its own parameters, of a password in UTF-8. */
    public static CustomPasswordHash selfContained(HashAlgorithm algorithm, String value) {
        return new CustomPasswordHash(
                algorithm,
                value,
                TextEncoding.UTF8,
                Optional.empty(),
                Optional.empty(),
                PasswordEncoding.UTF8,
                Optional.empty());
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

    /** What keeps the hash from being verified: its value is not one of its algorithm, or it costs too much. */
    public List<CredentialProblem> problems(CostLimits limits) {
        var problems = new Problems();
        scrypt.ifPresent(cost -> cost.check(problems, limits));
        new HashValueCheck("hash.value", problems, limits).check(this);
        return problems.found();
    }

    /** The members of a JSON object from which {@link #of} makes this hash again. */
    public Map<String, Object> toJson() {
        return CustomPasswordHashWriter.write(this);
    }

    @Override
    public String toString() {
        return "CustomPasswordHash[algorithm=" + algorithm + "]";
    }
}
