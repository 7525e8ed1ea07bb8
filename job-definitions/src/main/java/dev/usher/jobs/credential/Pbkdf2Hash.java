package dev.usher.jobs.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A PBKDF2 hash taken apart.
 *
 * @param digest a name of the digest inside, which should be one of {@link Pbkdf2Digest}
 * @param iterations rounds
 * @param lengthBytes length of the derived key as the text says it
 */
public record Pbkdf2Hash(String digest, long iterations, long lengthBytes, Octets salt, Octets hash) {

    static final String PATTERN = "^\\$pbkdf2-<digest>\\$i=[0-9]+,l=[0-9]+\\$<salt>\\$<hash>$";

    private static final long DEFAULT_ITERATIONS = 100_000;
    private static final long DEFAULT_LENGTH = 64;
    private static final String PREFIX = "pbkdf2-";

    /** The hash, or nothing if the text is not one in PHC notation; its digest may be unknown. */
    public static Optional<Pbkdf2Hash> parse(String text) {
        List<String> fields = PhcText.fields(text);
        boolean parametrised = fields.size() == 4;
        if ((!parametrised && fields.size() != 3) || !fields.get(0).startsWith(PREFIX)) {
            return Optional.empty();
        }
        int next = parametrised ? 2 : 1;
        Optional<Map<String, Long>> parameters =
                parametrised ? PhcText.parameters(fields.get(1)) : Optional.of(Map.of());
        Optional<Octets> salt = PhcText.bytes(fields.get(next));
        Optional<Octets> hash = PhcText.bytes(fields.get(next + 1));
        boolean known = parameters.isPresent()
                && Set.of("i", "l").containsAll(parameters.get().keySet());
        if (!known || salt.isEmpty() || hash.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Pbkdf2Hash(
                fields.get(0).substring(PREFIX.length()),
                parameters.get().getOrDefault("i", DEFAULT_ITERATIONS),
                parameters.get().getOrDefault("l", DEFAULT_LENGTH),
                salt.get(),
                hash.get()));
    }

    @Override
    public String toString() {
        return "Pbkdf2Hash[digest=" + digest + ", i=" + iterations + ", l=" + lengthBytes + "]";
    }
}
