package dev.usher.app.login;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One-time passwords of authenticator apps by RFC 6238: SHA-1, 30 seconds, six digits. Shared by all threads. */
final class Totp {

    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BASE32_BITS = 5;

    private final InstantSource clock;

    Totp(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The step of time to which a password belongs: this one, or one beside it, as clocks differ and people are slow.
     *
     * @param secrets in base32 without padding
     * @return nothing if it belongs to none
     */
    OptionalLong step(Collection<String> secrets, String password) {
        if (!password.matches("[0-9]{" + DIGITS + "}")) {
            return OptionalLong.empty();
        }
        int given = Integer.parseInt(password);
        long now = clock.instant().getEpochSecond() / STEP_SECONDS;
        return LongStream.of(now, now - 1, now + 1)
                .filter(step -> secrets.stream().anyMatch(secret -> code(bytes(secret), step) == given))
                .findFirst();
    }

    static int code(byte[] secret, long step) {
        byte[] mac = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = mac[mac.length - 1] & 0xf;
        return (ByteBuffer.wrap(mac).getInt(offset) & Integer.MAX_VALUE) % MODULUS;
    }

    /** Bits that fill no byte are dropped. */
    static byte[] bytes(String base32) {
        var bytes = ByteBuffer.allocate(base32.length() * BASE32_BITS / Byte.SIZE);
        int bits = 0;
        int buffer = 0;
        for (int i = 0; i < base32.length(); i++) {
            buffer = (buffer << BASE32_BITS) | BASE32.indexOf(base32.charAt(i));
            bits += BASE32_BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes.put((byte) (buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes.array();
    }

    private static byte[] hmac(byte[] secret, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            // A key of no bytes is as good as one zero byte, which Java takes.
            mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA1.", e);
        }
    }
}
