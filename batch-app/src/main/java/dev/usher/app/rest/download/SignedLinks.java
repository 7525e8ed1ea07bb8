package dev.usher.app.rest.download;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links that need no token: {@code PATH?Expires=<seconds since 1970>&Signature=<HMAC-SHA256>}. Shared by all requests.
 *
 * <p>The path and the moment are signed, so neither can be changed; a link that was passed on is as good as the first.
 */
final class SignedLinks {

    private static final String ALGORITHM = "HmacSHA256";

    private final LinkSecret secret;
    private final Clock clock;
    private final Duration lifetime;

    SignedLinks(LinkSecret secret, Clock clock, Duration lifetime) {
        this.secret = secret;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** The path with what makes it a link. */
    String link(String path) {
        long expires = clock.instant().plus(lifetime).getEpochSecond();
        return path + "?Expires=" + expires + "&Signature=" + signature(path, expires);
    }

    /** Whether a link was given out by us and has not expired. */
    boolean isGood(String path, long expires, String signature) {
        if (clock.instant().getEpochSecond() >= expires) {
            return false;
        }
        return MessageDigest.isEqual(
                signature(path, expires).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String path, long expires) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            var signature = mac.doFinal((path + "\n" + expires).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
