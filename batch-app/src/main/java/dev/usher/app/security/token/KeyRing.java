package dev.usher.app.security.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.List;
import org.springframework.dao.DataAccessException;

/** The keys as this node last saw them, at most some seconds ago. Shared by all threads. */
final class KeyRing {

    private final Recent<String, List<SigningKey>> keys;
    private final SigningKeys stored;

    KeyRing(SigningKeys stored, Clock clock) {
        this.stored = stored;
        this.keys = new Recent<>(JdbcSigningKeys.LONGEST_BLINDNESS, clock);
    }

    /** Public parts of all keys whose tokens may be good. */
    JWKSource<SecurityContext> verifying() {
        return (selector, context) -> selector.select(new JWKSet(all().stream()
                .map(SigningKey::jwk)
                .<JWK>map(RSAKey::toPublicJWK)
                .toList()));
    }

    /** The key that signs now. */
    JWKSource<SecurityContext> signing() {
        return (selector, context) -> select(selector, signer(all()));
    }

    /** The newest that everybody knows; in the first seconds of a database, or after a revocation, the only one. */
    private static SigningKey signer(List<SigningKey> newestFirst) {
        return newestFirst.stream()
                .filter(SigningKey::settled)
                .findFirst()
                .orElseGet(() -> newestFirst.get(newestFirst.size() - 1));
    }

    private static List<JWK> select(JWKSelector selector, SigningKey key) {
        return selector.select(new JWKSet(key.jwk()));
    }

    /** A database that is away is no reason to call a token bad. */
    private List<SigningKey> all() throws KeySourceException {
        try {
            return keys.get("all", key -> stored.list());
        } catch (DataAccessException e) {
            throw new KeySourceException("The keys can't be read.", e);
        }
    }
}
