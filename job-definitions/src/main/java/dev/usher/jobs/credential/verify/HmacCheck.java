package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.CustomPasswordHash.HmacKey;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A keyed digest of the password and its salt. */
final class HmacCheck implements HashCheck {

    @Override
    public boolean matches(byte[] password, CustomPasswordHash hash) {
        return hash.hmac()
                .filter(key -> RawHash.isSame(compute(key, Salted.of(password, hash)), hash))
                .isPresent();
    }

    private static byte[] compute(HmacKey key, byte[] data) {
        var hmac = new HMac(Digests.open(key.digest()));
        hmac.init(new KeyParameter(key.key().toArray()));
        hmac.update(data, 0, data.length);
        byte[] out = new byte[hmac.getMacSize()];
        hmac.doFinal(out, 0);
        return out;
    }
}
