package dev.usher.app.cli;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.usher.app.security.token.SigningKey;
import dev.usher.app.security.token.SigningKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys in memory that can't sign, with ids that count up. */
final class FakeKeys implements SigningKeys {

    private final List<SigningKey> newestFirst = new ArrayList<>();
    private int made;

    FakeKeys() {
        add();
    }

    @Override
    public List<SigningKey> list() {
        return List.copyOf(newestFirst);
    }

    @Override
    public void requireOne() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String rotate() {
        newestFirst.replaceAll(
                key -> new SigningKey(key.jwk(), key.createdAt(), Optional.of(Instant.EPOCH.plusSeconds(60)), true));
        return add();
    }

    @Override
    public String revokeAll() {
        newestFirst.clear();
        return add();
    }

    private String add() {
        made++;
        var jwk = new RSAKey.Builder(new Base64URL("AQAB"), new Base64URL("AQAB"))
                .keyID("key" + made)
                .build();
        newestFirst.add(0, new SigningKey(jwk, Instant.EPOCH, Optional.empty(), true));
        return jwk.getKeyID();
    }
}
