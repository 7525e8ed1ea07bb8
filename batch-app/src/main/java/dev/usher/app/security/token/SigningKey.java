package dev.usher.app.security.token;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A key with its private part.
 *
 * @param settled whether every node has seen it by now, so that it may sign
 */
public record SigningKey(RSAKey jwk, Instant createdAt, Optional<Instant> retiredAt, boolean settled) {

    public String kid() {
        return jwk.getKeyID();
    }

    /** Without the key, so that no log ever has it. */
    @Override
    public String toString() {
        return "SigningKey[" + kid() + "]";
    }
}
