package dev.usher.jobs.importing.stage;

import dev.usher.jobs.digest.Sha256;
import dev.usher.jobs.user.UserAttribute;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;

/**
 * The digest of what a row says, and of the rules by which it is applied; one per worker.
 *
 * <p>It is kept with the user who was written by the row. As long as nobody else changes the user, a row with the same
 * digest would change nothing, which is found out without reading the user's values: most rows of a nightly sync are of
 * this kind.
 */
final class RowDigest {

    private final MessageDigest digest = Sha256.start();
    private final byte[] rules;
    private final Map<UserAttribute, byte[]> names = new EnumMap<>(UserAttribute.class);

    /** @param rules names the rules: what they do to a row must be another if they are */
    RowDigest(String rules) {
        this.rules = digest.digest(rules.getBytes(StandardCharsets.UTF_8));
        for (var attribute : UserAttribute.values()) {
            names.put(attribute, attribute.attributeName().getBytes(StandardCharsets.UTF_8));
        }
    }

    void start() {
        digest.update(rules);
    }

    /** Adds a value with its length, as it is sent to the server. */
    void add(UserAttribute attribute, byte[] buffer, int from, int to) {
        digest.update(names.get(attribute));
        digest.update(buffer, from, to - from);
    }

    /** 32 bytes. */
    byte[] end() {
        return digest.digest();
    }
}
