package dev.usher.jobs.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An argon2 hash taken apart.
 *
 * @param variant d, i or id
 * @param version 16 or 19
 * @param memoryKib memory in KiB
 * @param passes passes over the memory
 * @param lanes degree of parallelism
 */
public record Argon2Hash(
        String variant, long version, long memoryKib, long passes, long lanes, Octets salt, Octets hash) {

    static final String PATTERN = "^\\$argon2(id|i|d)\\$v=(16|19)\\$m=[0-9]+,t=[0-9]+,p=[0-9]+\\$<salt>\\$<hash>$";

    private static final long FIRST_VERSION = 16;
    private static final long VERSION = 19;

    /** The hash, or nothing if the text is not one in PHC notation. Without {@code v} the version is 16. */
    public static Optional<Argon2Hash> parse(String text) {
        List<String> fields = PhcText.fields(text);
        boolean versioned = fields.size() == 5;
        if ((!versioned && fields.size() != 4)
                || !List.of("argon2id", "argon2i", "argon2d").contains(fields.get(0))) {
            return Optional.empty();
        }
        int next = versioned ? 2 : 1;
        Optional<Long> version = versioned ? version(fields.get(1)) : Optional.of(FIRST_VERSION);
        Optional<Map<String, Long>> costs = PhcText.parameters(fields.get(next));
        Optional<Octets> salt = PhcText.bytes(fields.get(next + 1));
        Optional<Octets> hash = PhcText.bytes(fields.get(next + 2));
        if (version.isEmpty() || costs.isEmpty() || salt.isEmpty() || hash.isEmpty()) {
            return Optional.empty();
        }
        return of(fields.get(0).substring("argon2".length()), version.get(), costs.get(), salt.get(), hash.get());
    }

    private static Optional<Argon2Hash> of(
            String variant, long version, Map<String, Long> costs, Octets salt, Octets hash) {
        if (!List.copyOf(costs.keySet()).equals(List.of("m", "t", "p"))) {
            return Optional.empty();
        }
        return Optional.of(new Argon2Hash(
                variant,
                version,
                costs.getOrDefault("m", 0L),
                costs.getOrDefault("t", 0L),
                costs.getOrDefault("p", 0L),
                salt,
                hash));
    }

    private static Optional<Long> version(String field) {
        return PhcText.parameters(field)
                .filter(parameters -> parameters.size() == 1)
                .map(parameters -> parameters.getOrDefault("v", 0L))
                .filter(version -> version == FIRST_VERSION || version == VERSION);
    }

    @Override
    public String toString() {
        return "Argon2Hash[variant=" + variant + ", m=" + memoryKib + ", t=" + passes + ", p=" + lanes + "]";
    }
}
